import { type Static, Type } from "typebox";
import { StandingAction } from "./action.js";
import { LastProven, RecordedExercise } from "./exercise.js";

/** The answer of `lockstep exercise record --json`. */
export const ExerciseReport = Type.Object(
  {
    schema: Type.Literal("lockstep/exercise-report@1"),
    recorded: RecordedExercise,
    /** The very same stood on record already: nothing was written. */
    wasKnown: Type.Boolean(),
    /** Those that its lessons became. */
    actions: Type.Array(StandingAction),
    /** What the person should know, in sentences. */
    warnings: Type.Array(Type.String()),
    /** `null` where nothing on record proves the engine. */
    lastProven: Type.Union([LastProven, Type.Null()]),
  },
  { $id: "lockstep/exercise-report@1" },
);
export type ExerciseReport = Static<typeof ExerciseReport>;

/** The answer of `lockstep exercise list --json`: the newest first. */
export const ExercisesReport = Type.Object(
  { schema: Type.Literal("lockstep/exercises@1"), at: Type.String(), exercises: Type.Array(RecordedExercise) },
  { $id: "lockstep/exercises@1" },
);
export type ExercisesReport = Static<typeof ExercisesReport>;
