import type { ExerciseKind, KnownExercise } from "#schemas/exercise";
import { findProof } from "./find-proof.js";
import type { SealedExercise } from "./read-exercises.js";

const KINDS: readonly ExerciseKind[] = ["failover", "restore", "table-top"];

/** Gives of each kind the latest exercise that proves an engine: what a run keeps, so that its verdict can be derived again by any policy. */
export function knownExercises(exercises: readonly SealedExercise[], engineId: string): readonly KnownExercise[] {
  return KINDS.flatMap((kind) => {
    const proof = findProof(exercises, engineId, [kind]);
    return proof === undefined ? [] : [{ record: proof.hash, kind, endedAt: proof.exercise.endedAt }];
  });
}
