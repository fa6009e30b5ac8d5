import { type Static, Type } from "typebox";
import { LedgerRecord } from "./ledger-record.js";

/** What was practised: a failover, a restore from backup, or a walk through the steps at a table. */
export const ExerciseKind = Type.Union([Type.Literal("failover"), Type.Literal("restore"), Type.Literal("table-top")]);
export type ExerciseKind = Static<typeof ExerciseKind>;

export const ExerciseOutcome = Type.Union([Type.Literal("passed"), Type.Literal("partly"), Type.Literal("failed")]);
export type ExerciseOutcome = Static<typeof ExerciseOutcome>;

/** What a check saw of one node before an exercise, or after it. */
export const ExerciseNode = Type.Object({
  nodeId: Type.String(),
  role: Type.String(),
  /** The snapshot commit. */
  commit: Type.String(),
  digest: Type.String(),
  /** When that snapshot was last seen to hold. */
  seenAt: Type.String(),
});
export type ExerciseNode = Static<typeof ExerciseNode>;

const Minutes = Type.Integer({ minimum: 0 });

/** The body of a ledger record of type `exercise`. A later record of the same `id` takes the place of an earlier one: the clean-up is often told later. */
export const ExerciseBody = Type.Object(
  {
    /** Digest of engine, kind, beginning and end. */
    id: Type.String(),
    engineId: Type.String(),
    kind: ExerciseKind,
    startedAt: Type.String(),
    endedAt: Type.String(),
    minutes: Minutes,
    /** How long it may take; `null` where nobody said. */
    rtoMinutes: Type.Union([Minutes, Type.Null()]),
    outcome: ExerciseOutcome,
    /** Whether what it left behind was taken away and the engine runs where it did. */
    cleanedUp: Type.Boolean(),
    /** Cleaned up, and both nodes were looked at before and after: nothing less proves anything. Of a table-top the clean-up alone. */
    complete: Type.Boolean(),
    before: Type.Array(ExerciseNode),
    after: Type.Array(ExerciseNode),
    lessons: Type.Array(Type.String()),
  },
  { $id: "lockstep/exercise-body@1" },
);
export type ExerciseBody = Static<typeof ExerciseBody>;

/** The exercise that proves an engine, as a run knew it. */
export const KnownExercise = Type.Object({
  /** Hash of its record. */
  record: Type.String(),
  kind: ExerciseKind,
  endedAt: Type.String(),
});
export type KnownExercise = Static<typeof KnownExercise>;

/** When an engine was last shown to fail over or to be restored, and what happened to it since. */
export const LastProven = Type.Object(
  {
    /** The number of its ledger record. */
    record: Type.Integer({ minimum: 0 }),
    kind: ExerciseKind,
    endedAt: Type.String(),
    daysAgo: Type.Integer({ minimum: 0 }),
    /** Artefacts of production that are not as they were after it; `null` where that cannot be told. */
    changesSince: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
    minutes: Minutes,
    rtoMinutes: Type.Union([Minutes, Type.Null()]),
  },
  { $id: "lockstep/last-proven@1" },
);
export type LastProven = Static<typeof LastProven>;

/** An exercise as it is listed. */
export const RecordedExercise = Type.Object({
  record: LedgerRecord.properties.seq,
  at: Type.String(),
  by: Type.String(),
  exercise: ExerciseBody,
});
export type RecordedExercise = Static<typeof RecordedExercise>;
