import { Temporal } from "temporal-polyfill";
import type { ChangeControl } from "#schemas/change-control";
import { isNobody } from "../people/is-nobody.js";
import type { GovernedProblem } from "../policy/governed-problem.js";
import { isDay } from "../policy/is-day.js";
import { compilePattern } from "../text/compile-pattern.js";
import { epochOf } from "./epoch-of.js";

/** Finds what no schema can in the rules of change control: patterns, zones and dates that mean nothing. */
export function findChangeControlProblems(control: ChangeControl): GovernedProblem[] {
  return [
    ...control.referencePatterns.flatMap(patternProblems),
    ...(isZone(control.zone) ? [] : [problem("/zone", `'${control.zone}' is no time zone`, "Give an IANA name.")]),
    ...control.bankHolidays.flatMap((day, index) =>
      isDay(day) ? [] : [problem(`/bankHolidays/${index}`, `'${day}' is no day`, "Give a date, YYYY-MM-DD.")],
    ),
    ...control.freezes.flatMap(freezeProblems),
    ...repeatedTemplates(control),
    ...reviewerProblems(control),
  ];
}

function problem(path: string, message: string, remedy: string): GovernedProblem {
  return { file: "policy/change-control.yaml", path, message, remedy };
}

function patternProblems(pattern: string, index: number): GovernedProblem[] {
  const path = `/referencePatterns/${index}`;
  const compiled = compilePattern(pattern);
  if (compiled === undefined) {
    const remedy = "Mend it, without looking around ('(?=') or back ('\\1'); CHG\\d{7,10} is an example.";
    return [problem(path, "is no regular expression that can be followed in one pass", remedy)];
  }
  return compiled.matches("") ? [problem(path, "also matches no text at all", "Name at least one digit.")] : [];
}

function isZone(zone: string): boolean {
  try {
    Temporal.PlainDate.from("2026-01-01").toZonedDateTime(zone);
    return true;
  } catch {
    return false;
  }
}

function freezeProblems({ start, end, name }: ChangeControl["freezes"][number], index: number): GovernedProblem[] {
  const [from, to] = [epochOf(start), epochOf(end)];
  if (from !== null && to !== null && from < to) return [];
  return [problem(`/freezes/${index}`, `'${name}' has no start before its end`, "Give both as RFC 3339 instants.")];
}

/** A reviewer who could be nobody in particular could never have reviewed anything. */
function reviewerProblems({ singleHanded }: ChangeControl): GovernedProblem[] {
  if (singleHanded === false) return [];
  return singleHanded.reviewers.flatMap((reviewer, index) =>
    isNobody(reviewer)
      ? [problem(`/singleHanded/reviewers/${index}`, `'${reviewer}' names nobody`, "Give a person's name or account.")]
      : [],
  );
}

function repeatedTemplates({ standardTemplates }: ChangeControl): GovernedProblem[] {
  const ids = standardTemplates.map(({ id }) => id);
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  return twice.map((id) =>
    problem("/standardTemplates", `has the id '${id}' twice`, "Give each template an id of its own."),
  );
}
