import type { ExercisesReport } from "#schemas/exercise-report";
import { escapeText } from "#services/core/text/escape-text";
import { describeExercise } from "./describe-exercise.js";

/** The exercises on record for a terminal, each with its lessons. */
export function listExercises({ exercises }: ExercisesReport): string {
  if (exercises.length === 0) return "No exercise is on record.";
  return exercises
    .flatMap((each) => [
      `${each.exercise.engineId}: ${describeExercise(each)}`,
      ...each.exercise.lessons.map((lesson) => `  lesson: ${lesson}`),
    ])
    .map((line) => escapeText(line))
    .join("\n");
}
