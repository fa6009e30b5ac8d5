import type { Estate } from "#schemas/estate";
import type { GovernedProblem } from "./governed-problem.js";

/** Finds collectors that nobody is, or that could not be told apart: an engine whose collector is not declared would be read by nobody. */
export function findCollectorProblems({ engines, collectors = [] }: Estate): GovernedProblem[] {
  const keyOf = (publicKey: string): string => publicKey.split(" ")[1] ?? "";
  const declared = collectors.flatMap(({ id, publicKey }, index) => {
    const before = collectors.slice(0, index);
    const at = `/collectors/${index}`;
    return [
      ...(before.some((other) => other.id === id)
        ? [problem(at, `is a second '${id}'`, "Give each collector an id of its own.")]
        : []),
      ...(before.some((other) => keyOf(other.publicKey) === keyOf(publicKey))
        ? [
            problem(
              `${at}/publicKey`,
              `of '${id}' is another collector's key`,
              "Make a key on each: lockstep collect key.",
            ),
          ]
        : []),
    ];
  });
  const engineProblems = engines.flatMap(({ id, collector }, index) => {
    if (collector === undefined || collectors.some((each) => each.id === collector)) return [];
    const message = `of '${id}' is '${collector}', which is not among the collectors: nobody would read the engine`;
    return [problem(`/engines/${index}/collector`, message, "Declare it under collectors, with its public key.")];
  });
  return [...declared, ...engineProblems];
}

function problem(path: string, message: string, remedy: string): GovernedProblem {
  return { file: "estate.yaml", path, message, remedy };
}
