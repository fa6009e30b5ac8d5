import type { CheckReport } from "#schemas/check-report";
import type { Occasion } from "#schemas/schedule";
import type { Ledger } from "#services/ports/estate-repository";
import { recordOf, tellRecorded } from "./run-check.js";
import { type CheckContext, takeRun } from "./take-run.js";

/**
 * Checks one engine because a schedule made it due, unless that was done: however often the job is delivered, and whatever is killed between, the
 * ledger holds one run of an engine on an occasion. Gives `undefined` where it holds one already.
 *
 * @throws LockstepError `estate-invalid`, `selector-unknown`, `ledger-rolled-back`
 */
export async function runOccasion(
  context: CheckContext,
  engineId: string,
  occasion: Occasion,
): Promise<CheckReport | undefined> {
  const { ledger, logger } = context;
  if (await isMet(ledger, engineId, occasion)) {
    logger?.info("check not done: it is on record", { engineId, ...occasion });
    return undefined;
  }
  const { run, report } = await takeRun(context, [engineId], occasion);
  const record = await ledger.appendOnce(recordOf(run));
  if (record === undefined) {
    logger?.info("check not recorded: another was quicker", { runId: run.runId, engineId, ...occasion });
    return undefined;
  }
  tellRecorded(run, context);
  return report;
}

async function isMet(ledger: Ledger, engineId: string, { schedule, at }: Occasion): Promise<boolean> {
  const due = new Date(at);
  const met = await ledger.occasions(due, due);
  return met.some((each) => each.engineId === engineId && each.schedule === schedule && each.at === at);
}
