import type { Waiver } from "#schemas/policy";
import { isNobody } from "../people/is-nobody.js";
import { mayBeSamePerson } from "../people/may-be-same-person.js";
import { parsePseudonym } from "../people/pseudonym.js";
import type { GovernedProblem } from "./governed-problem.js";
import { isDay } from "./is-day.js";

/** Finds what is wrong with a permission for a time: nobody independent gave it, or it runs too long. */
export function findGrantProblems(
  { owner, approver, granted, expires }: Pick<Waiver, "owner" | "approver" | "granted" | "expires">,
  place: Pick<GovernedProblem, "file" | "path">,
  maxDays: number,
): GovernedProblem[] {
  const days = (Date.parse(expires) - Date.parse(granted)) / 86_400_000;
  const problems: GovernedProblem[] = [];
  const add = (message: string, remedy: string): void => void problems.push({ ...place, message, remedy });
  if (isNobody(approver)) {
    add("is approved by nobody who can be told by name", "Name the approver, in letters of one script.");
  } else if (isPseudonym(owner) !== isPseudonym(approver) && mayBeSamePerson(owner, approver)) {
    add(
      "has one by name and the other by pseudonym, so nobody can tell whether the approver is the owner",
      "Write both in one way: 'lockstep people show NAME' prints the pseudonym of a name, to be written whole.",
    );
  } else if (mayBeSamePerson(owner, approver)) {
    add("is approved by its owner", "Let someone else approve it.");
  }
  const strange = [granted, expires].find((day) => !isDay(day));
  if (strange !== undefined) {
    add(`gives '${strange}', which is no day`, "Write a day of the calendar, YYYY-MM-DD.");
  } else if (!(days >= 0 && days <= maxDays)) {
    const message = days < 0 ? "ends before it is granted" : `runs for ${days} days; policy allows ${maxDays}`;
    add(message, "Shorten it, and renew it when it ends.");
  }
  return problems;
}

function isPseudonym(name: string): boolean {
  return parsePseudonym(name) !== undefined;
}
