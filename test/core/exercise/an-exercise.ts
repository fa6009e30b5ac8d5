import type { ExerciseBody, ExerciseNode } from "#schemas/exercise";
import type { LedgerRecord } from "#schemas/ledger-record";
import { planExercise, planTimes } from "#services/core/exercise/plan-exercise";

export const RECORDED_AT = "2026-11-23T02:00:00.000Z";

/** What a check saw of both nodes. */
export function lookedAt(at: string, digest = "sha256:tree"): readonly ExerciseNode[] {
  return [
    { nodeId: "tie-a", role: "primary", commit: "1111111", digest, seenAt: at },
    { nodeId: "tie-b", role: "standby", commit: "2222222", digest, seenAt: at },
  ];
}

export const REQUEST = {
  kind: "failover",
  startedAt: "2026-10-13T09:30:00+01:00",
  endedAt: "2026-10-13T10:20:00+01:00",
  outcome: "passed",
  cleanedUp: true,
  lessons: ["The VPN route was missing"],
  by: "J. Okafor",
} as const;

export const SEEN = {
  before: lookedAt("2026-10-13T02:00:00.000Z"),
  after: lookedAt("2026-10-14T02:00:00.000Z"),
  nodes: 2,
  rtoMinutes: 60,
} as const;

/** A failover that passed and counts, unless said otherwise. */
export function anExercise(about: Partial<ExerciseBody> = {}): ExerciseBody {
  const times = planTimes(REQUEST, new Date(RECORDED_AT));
  return { ...planExercise("tie", REQUEST, times, SEEN), ...about };
}

export function aRecord(
  seq: number,
  type: LedgerRecord["type"],
  body: LedgerRecord["body"],
  about: Partial<LedgerRecord> = {},
): LedgerRecord {
  const chain = { previous: null, hash: `sha256:${seq}` };
  return {
    schema: "lockstep/ledger-record@1",
    seq,
    at: RECORDED_AT,
    type,
    actor: "J. Okafor",
    body,
    ...chain,
    ...about,
  };
}
