import { foldName } from "./fold-name.js";
import { parsePseudonym } from "./pseudonym.js";

/**
 * Tells whether two names may be one person's: in doubt they are, so that nobody approves their own work under another spelling. Of a name
 * and a pseudonym nobody can tell without the key, so they may be.
 */
export function mayBeSamePerson(a: string, b: string): boolean {
  const forms = foldName(b);
  if (forms.size > 0 && isPseudonym(a) !== isPseudonym(b)) return foldName(a).size > 0;
  return [...foldName(a)].some((form) => forms.has(form));
}

function isPseudonym(name: string): boolean {
  return parsePseudonym(name) !== undefined;
}
