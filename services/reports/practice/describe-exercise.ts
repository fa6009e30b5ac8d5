import type { ExerciseBody, RecordedExercise } from "#schemas/exercise";
import { count } from "../text/count.js";
import { showInstant } from "../text/describe-time.js";

/** One exercise in a sentence: what, when, how long, how it went, and whether it counts. */
export function describeExercise({
  exercise,
  by,
  record,
}: Pick<RecordedExercise, "exercise" | "by" | "record">): string {
  const { kind, startedAt, outcome } = exercise;
  return `${kind} of ${showInstant(startedAt)}, ${describeDuration(exercise)}: ${outcome}, ${describeWorth(exercise)} (record ${record}, by ${by})`;
}

/** How long it took, held against how long it may take. */
export function describeDuration({ minutes, rtoMinutes }: Pick<ExerciseBody, "minutes" | "rtoMinutes">): string {
  if (rtoMinutes === null) return `${count(minutes, "minute")}, no time set`;
  return minutes <= rtoMinutes
    ? `${minutes} of ${count(rtoMinutes, "minute")}`
    : `${count(minutes, "minute")}, LATE: ${rtoMinutes} allowed`;
}

/** Whether it counts, and if not, why. */
export function describeWorth({ complete, cleanedUp, outcome }: ExerciseBody): string {
  if (!cleanedUp) return "does not count: no clean-up on record";
  if (!complete) return "does not count: the nodes were not read before and after";
  return outcome === "passed" ? "counts" : "proves nothing";
}
