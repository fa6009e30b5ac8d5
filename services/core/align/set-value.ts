import type { Artefact } from "#schemas/artefact";
import { digestArtefact } from "../artefact/digest-artefact.js";
import { renderArtefact } from "../artefact/render-artefact.js";
import { LockstepError } from "../errors.js";
import { projectTree } from "../preview/project-tree.js";
import { findOccurrences, splice } from "./find-occurrences.js";
import { idOf, type ReadAgain, type ReadingRules, readAgain } from "./read-again.js";
import type { ItemOfText } from "./withhold-values.js";

/** One value that an expected difference gives to the node. */
export interface ValueToSet {
  readonly segments: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** More places than this are not tried. */
const MAX_TRIED = 100;

/**
 * Writes one value of an artefact anew in the text that it was read from, byte for byte where it stands. Which of its
 * occurrences it is the dialect says: the text is read again, and must say the same as before but for this one value.
 * `undefined` where there is no such place: then a person must set it.
 */
export function setValue(
  text: string,
  artefactId: string,
  value: ValueToSet,
  itemOf: ItemOfText,
  rules: ReadingRules,
): string | undefined {
  const before = readAgain(itemOf(text), rules);
  const artefact = before.artefacts.find((each) => idOf(each) === artefactId);
  if (artefact === undefined || value.from === "") return undefined;
  const wanted = new Map(before.digests).set(artefactId, digestWith(artefact, value));
  for (const place of findOccurrences(text, [value.from]).slice(0, MAX_TRIED)) {
    const candidate = splice(text, [place], () => place.form(value.to));
    const after = tryReading(candidate, itemOf, rules);
    if (after !== undefined && sameDigests(after.digests, wanted)) return candidate;
  }
  return undefined;
}

function digestWith(artefact: Artefact, { segments, to }: ValueToSet): string {
  return digestArtefact(renderArtefact({ ...artefact, root: projectTree(artefact.root, segments, () => to) }));
}

function tryReading(text: string, itemOf: ItemOfText, rules: ReadingRules): ReadAgain | undefined {
  try {
    return readAgain(itemOf(text), rules);
  } catch (error) {
    if (error instanceof LockstepError) return undefined;
    throw error;
  }
}

function sameDigests(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([id, digest]) => b.get(id) === digest);
}
