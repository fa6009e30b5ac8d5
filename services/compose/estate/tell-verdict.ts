import type { EngineReport } from "#schemas/check-report";
import type { ReadinessReason } from "#schemas/readiness";
import { LockstepError } from "#services/core/errors";
import { goodUntil } from "#services/core/gate/good-until";
import { judgeReturn } from "#services/core/gate/judge-return";
import { type SeenRuntime, seenRuntime } from "#services/core/gate/runtime-of";
import type { ToldVerdict } from "#services/core/gate/told-verdict";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { findLastRun, type RederiveContext, rederiveRun } from "#services/jobs/check/rederive-run";
import { answerReady } from "#services/jobs/ready/answer-ready";
import { listMissing } from "#services/reports/words/list-missing";
import { standReady } from "#services/reports/words/stand-ready";

/**
 * Tells the stored verdict on an engine as `lockstep ready` does, with what else a gate may be asked about it: the two are one
 * computation.
 */
export async function tellVerdict(engineId: string, context: RederiveContext, now: Date): Promise<ToldVerdict> {
  const answered = await answerReady(engineId, context, now);
  const { ready, report, byOverride } = standReady(answered);
  const { gate, policy } = parseGoverned((await context.repository.governed()).files);
  const doubts = keptDoubts(ready.reasons, answered.report);
  const { items, omitted, byTier } = report === undefined ? NOTHING_KNOWN : listMissing(report);
  return {
    engineId,
    toldAt: now.toISOString(),
    goodUntil: goodUntil(report, now),
    verdict: ready.verdict,
    byOverride,
    asOf: ready.asOf,
    expiresAt: ready.expiresAt,
    reasons: ready.reasons,
    byTier: report?.readiness.byTier ?? {},
    byFlow: report?.readiness.byFlow ?? {},
    returning: judgeReturn(
      report === undefined ? undefined : await exchanged(engineId, context),
      doubts,
      policy?.expectedDifferences ?? [],
    ),
    advice: { items, omitted, byTier },
    runtime: await runtimeOf(report, context),
    profiles: gate?.profiles,
    ...(ready.lastProven === undefined ? {} : { lastProven: ready.lastProven }),
  };
}

const NOTHING_KNOWN: ToldVerdict["advice"] = { items: [], omitted: 0, byTier: {} };

const NO_OVERRIDES = { inForce: [], owed: [], records: [] };

/** The same looks judged as after a role change; `undefined` where they no longer give a report. */
async function exchanged(engineId: string, context: RederiveContext): Promise<EngineReport | undefined> {
  const last = await findLastRun(context.ledger, engineId);
  if (last === undefined) return undefined;
  try {
    return (await rederiveRun(last, context, { exchanged: true, overrides: NO_OVERRIDES })).report;
  } catch (error) {
    if (error instanceof LockstepError) return undefined;
    throw error;
  }
}

/** What ran on the nodes of the last report; a snapshot that cannot be opened any more says nothing of it. */
async function runtimeOf(report: EngineReport | undefined, { repository }: RederiveContext): Promise<SeenRuntime[]> {
  const seen: SeenRuntime[] = [];
  for (const { nodeId, role, snapshot } of report?.nodes ?? []) {
    if (snapshot === null) continue;
    try {
      const { facts, takenAt } = (await repository.openSnapshotCommit(snapshot.commit)).snapshot;
      seen.push(seenRuntime({ nodeId, role }, takenAt, facts));
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
    }
  }
  return seen;
}

/** What makes the verdict doubtful, whichever way round the nodes are: also who of them is the primary now. */
function keptDoubts(reasons: readonly ReadinessReason[], report: EngineReport | undefined): ReadinessReason[] {
  const ofReport = new Set(report?.readiness.reasons.map(({ message }) => message));
  const isKept = ({ code, message }: ReadinessReason): boolean => !ofReport.has(message) || code === "roles-contested";
  return reasons.filter((reason) => reason.verdict !== "ready" && isKept(reason));
}
