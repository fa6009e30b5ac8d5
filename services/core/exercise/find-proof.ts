import type { ExerciseKind } from "#schemas/exercise";
import type { SealedExercise } from "./read-exercises.js";

/** Kinds in which something was really started. */
const SHOWN_BY_DEED: readonly ExerciseKind[] = ["failover", "restore"];

/**
 * Finds the latest exercise that proves an engine: one that passed, with its clean-up and its looks. `kinds` are those that count.
 * Default: failovers and restores; what was only talked through proves nothing.
 */
export function findProof(
  exercises: readonly SealedExercise[],
  engineId: string,
  kinds: readonly ExerciseKind[] = SHOWN_BY_DEED,
): SealedExercise | undefined {
  return exercises
    .filter(({ exercise }) => exercise.engineId === engineId && kinds.includes(exercise.kind))
    .filter(({ exercise }) => exercise.outcome === "passed" && exercise.complete)
    .toSorted((a, b) => Date.parse(b.exercise.endedAt) - Date.parse(a.exercise.endedAt) || b.record - a.record)[0];
}
