import type { Estate } from "#schemas/estate";
import type { ExpectedDifference } from "#schemas/policy";
import type { GovernedProblem } from "./governed-problem.js";
import { isDay } from "./is-day.js";

/** Finds expected differences that could not hold as meant: a value for nobody, an end that is no day. */
export function findExpectationProblems(
  rules: readonly ExpectedDifference[],
  estate: Estate | undefined,
): GovernedProblem[] {
  return rules.flatMap((rule) => [...valueProblems(rule, estate), ...endProblems(rule)]);
}

function valueProblems(rule: ExpectedDifference, estate: Estate | undefined): GovernedProblem[] {
  if (estate === undefined) return [];
  const known = new Set(["primary", "standby", ...estate.engines.flatMap(({ nodes }) => nodes.map(({ id }) => id))]);
  const strangers = Object.keys(rule.values).filter((name) => !known.has(name));
  return strangers.map((name) =>
    problem(
      rule,
      `names '${name}', which is neither a role nor a node`,
      "Give a value for primary, for standby, or for a node by its id.",
    ),
  );
}

function endProblems(rule: ExpectedDifference): GovernedProblem[] {
  if (rule.expires === undefined || isDay(rule.expires)) return [];
  return [problem(rule, `ends on '${rule.expires}', which is no day`, "Write a day of the calendar, YYYY-MM-DD.")];
}

function problem(rule: ExpectedDifference, message: string, remedy: string): GovernedProblem {
  const path = `/expectedDifferences/${rule.id}`;
  return { file: "policy/expected-differences.yaml", path, message, remedy };
}
