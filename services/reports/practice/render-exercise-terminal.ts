import type { ExerciseReport } from "#schemas/exercise-report";
import { escapeText } from "#services/core/text/escape-text";
import { describeAction } from "./describe-action.js";
import { describeExercise } from "./describe-exercise.js";
import { describeProof } from "./describe-proof.js";

/** What was recorded of an exercise, what became of its lessons, and what proves the engine from now on. */
export function renderExerciseTerminal({ recorded, wasKnown, actions, warnings, lastProven }: ExerciseReport): string {
  const { exercise } = recorded;
  const nodes = (seen: typeof exercise.before): string =>
    seen.map(({ nodeId, digest }) => `${nodeId} ${digest.slice(0, 19)}`).join(", ") || "not looked at";
  return [
    `${wasKnown ? "On record already: " : "Recorded: "}${exercise.engineId}, ${describeExercise(recorded)}.`,
    `  before: ${nodes(exercise.before)}`,
    `  after:  ${nodes(exercise.after)}`,
    ...exercise.lessons.map((lesson) => `  lesson: ${lesson}`),
    ...actions.map((action) => `  action: ${describeAction(action)}`),
    ...warnings.map((warning) => `! ${warning}`),
    describeProof(lastProven ?? undefined),
  ]
    .map((line) => escapeText(line))
    .join("\n");
}
