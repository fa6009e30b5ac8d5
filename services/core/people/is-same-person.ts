import { hasAddress } from "./has-address.js";
import { isNobody } from "./is-nobody.js";
import { plainName } from "./plain-name.js";
import { parsePseudonym } from "./pseudonym.js";

/**
 * Tells whether two names are certainly one person's: they differ in case and blanks at most, or one is an account and the other
 * the mail address that begins with it. In doubt they are not: it gives authority. A name and a pseudonym are never certain. See
 * `mayBeSamePerson` for the other direction.
 */
export function isSamePerson(a: string, b: string): boolean {
  if (isNobody(a) || isNobody(b)) return false;
  if (plainName(a) === plainName(b)) return true;
  return hasAddress(a) !== hasAddress(b) && accountOf(a) === accountOf(b);
}

function accountOf(name: string): string | undefined {
  return parsePseudonym(name)?.account ?? plainName(name).split("@")[0];
}
