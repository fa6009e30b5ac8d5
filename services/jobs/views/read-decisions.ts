import type { Decisions, RecordedDecision, StandingOverride } from "#schemas/api/decisions";
import type { EngineReport } from "#schemas/check-report";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { Policy } from "#schemas/policy";
import type { ReviewDecision } from "#schemas/review-decision";
import { resolveOverrides } from "#services/core/override/resolve-overrides";
import { standingGaps, standingWaivers } from "#services/core/views/standing-decisions";
import type { Ledger } from "#services/ports/estate-repository";
import { actionsOnRecord } from "../action/actions-on-record.js";
import { exercisesOnRecord } from "../exercise/exercises-on-record.js";

export interface DecisionsContext {
  readonly ledger: Pick<Ledger, "records">;
  readonly policy: Policy;
  readonly engineIds: readonly string[];
  /** The last report on each engine that has one. */
  readonly reports: readonly EngineReport[];
  readonly at: string;
}

/** So many of each kind, the latest. */
const MAX_LISTED = 200;

/** Reads what people decided, and how long each of it still lasts. */
export async function readDecisions({ ledger, policy, engineIds, reports, at }: DecisionsContext): Promise<Decisions> {
  const overrides = await recordsOf(ledger, "override");
  const reviews = await recordsOf(ledger, "review-decided", MAX_LISTED);
  return {
    schema: "lockstep/decisions@1",
    waivers: [...standingWaivers(policy, reports, at)],
    gaps: [...standingGaps(policy, at)],
    overrides: engineIds.flatMap((engineId) => overridesOf(engineId, overrides, { policy, at })),
    reviews: reviews.map(recordedDecision),
    exercises: (await exercisesOnRecord(ledger)).slice(0, MAX_LISTED).map(({ hash: _hash, ...shown }) => shown),
    actions: (await actionsOnRecord(ledger, at)).slice(0, MAX_LISTED),
  };
}

async function recordsOf(
  ledger: Pick<Ledger, "records">,
  type: LedgerRecord["type"],
  limit = Number.POSITIVE_INFINITY,
): Promise<LedgerRecord[]> {
  const records: LedgerRecord[] = [];
  for await (const record of ledger.records({ type, limit })) records.push(record);
  return records;
}

function overridesOf(
  engineId: string,
  records: readonly LedgerRecord[],
  { policy, at }: Pick<DecisionsContext, "policy" | "at">,
): StandingOverride[] {
  const { inForce, owed } = resolveOverrides(records, { engineId, at, policy });
  const active = inForce.map(({ override }) => override);
  const ended = owed.filter(({ record }) => !active.some((one) => one.record === record));
  return [
    ...active.map((override) => ({ engineId, override, standing: "in-force" as const })),
    ...ended.map((override) => ({ engineId, override, standing: "owes-ticket" as const })),
  ];
}

function recordedDecision({ seq, at, actor, body }: LedgerRecord): RecordedDecision {
  return { seq, at, actor, decision: body as ReviewDecision };
}
