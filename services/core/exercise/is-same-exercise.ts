import canonicalize from "canonicalize";
import type { ExerciseBody } from "#schemas/exercise";

/**
 * Tells whether two records say the same of one exercise: then asking twice writes once. What checks saw afterwards may have grown
 * meanwhile and is no other word of a person, unless the exercise counts only with it.
 */
export function isSameExercise(a: ExerciseBody, b: ExerciseBody): boolean {
  return said(a) === said(b);
}

function said({ before: _before, after: _after, ...rest }: ExerciseBody): string {
  return canonicalize(rest) ?? "";
}
