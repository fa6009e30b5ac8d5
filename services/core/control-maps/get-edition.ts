import { LockstepError } from "../errors.js";
import { suggestWord } from "../text/suggest-word.js";
import type { ControlEdition, ControlLibrary, EditionOutcome } from "./control-library.js";

/** What a pack is assessed by where nobody names a framework. */
export const DEFAULT_FRAMEWORK = "nhs-dspt-caf";

/**
 * Gets the edition that somebody named: `<framework>@<edition>`; a framework alone stands for its edition of the assessment year in which a
 * day falls, or for its only one.
 *
 * @param lastDay the last day of the period, YYYY-MM-DD, in the zone in which its days are counted
 * @throws LockstepError `control-unknown`
 */
export function getEdition(
  { editions }: Pick<ControlLibrary, "editions">,
  named: string = DEFAULT_FRAMEWORK,
  lastDay?: string,
): ControlEdition {
  const exact = editions.get(named);
  if (exact !== undefined) return exact;
  const refs = [...editions.keys()];
  const ofFramework = [...editions.values()].filter(({ framework }) => framework === named);
  if (ofFramework.length === 0) {
    const meant = suggestWord(named, refs);
    const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
    throw new LockstepError(
      "control-unknown",
      `There is no edition '${shown(named)}'.${hint} There are: ${refs.join(", ")}.`,
    );
  }
  const [only] = ofFramework;
  if (only !== undefined && ofFramework.length === 1 && only.assessmentYear === undefined) return only;
  const ofYear = ofFramework.find(({ assessmentYear }) => isWithin(lastDay, assessmentYear));
  if (ofYear !== undefined) return ofYear;
  const there = ofFramework.map(({ ref }) => ref).join(", ");
  const when = lastDay === undefined ? "no day was given to choose by" : `none is of the assessment year of ${lastDay}`;
  throw new LockstepError("control-unknown", `${named} has the editions ${there}, and ${when}: name one of them.`);
}

/**
 * Gets an outcome of an edition: an id of another edition is refused, since it may mean something else there.
 *
 * @throws LockstepError `control-unknown`
 */
export function getOutcome({ ref, outcomes }: ControlEdition, id: string): EditionOutcome {
  const found = outcomes.find((outcome) => outcome.id === id);
  if (found !== undefined) return found;
  throw new LockstepError("control-unknown", `${ref} has no outcome '${shown(id)}'.`, {
    remedy: "`lockstep evidence crosswalk` tells what became of an outcome of another edition.",
  });
}

function isWithin(day: string | undefined, year: ControlEdition["assessmentYear"]): boolean {
  return day !== undefined && year !== undefined && year.first <= day && day <= year.last;
}

function shown(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?").slice(0, 60);
}
