import type { CheckReport } from "#schemas/check-report";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { Run } from "#schemas/run";
import { type CheckContext, takeRun } from "./take-run.js";

/**
 * One pass over some engines, or all: read, judge, and leave a record in the ledger even where nothing changed. The record
 * is durable before the report is given back.
 *
 * @param engineIds none means every engine
 * @throws LockstepError `estate-invalid`, `selector-unknown`, `ledger-rolled-back`
 */
export async function runCheck(context: CheckContext, engineIds: readonly string[] = []): Promise<CheckReport> {
  const { run, report } = await takeRun(context, engineIds);
  await context.ledger.append(recordOf(run));
  tellRecorded(run, context);
  return report;
}

/** A run as it goes into the ledger. */
export function recordOf(run: Run): Pick<LedgerRecord, "type" | "actor" | "at" | "body"> {
  return { type: "run", actor: "lockstep", at: run.at, body: { ...run } };
}

/** The one line of the log that says that a run counts. */
export function tellRecorded({ runId, engines }: Run, { logger }: Pick<CheckContext, "logger">): void {
  logger?.info("check recorded", {
    runId,
    verdicts: engines.map(({ engineId, verdict }) => ({ engineId, verdict })),
  });
}
