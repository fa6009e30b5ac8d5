import { isNobody } from "./is-nobody.js";
import { plainName } from "./plain-name.js";

/**
 * Tells whether two names are certainly one person's: they differ in case and blanks at most, or one is an account and the other
 * the mail address that begins with it. In doubt they are not: it gives authority. See `mayBeSamePerson` for the other direction.
 */
export function isSamePerson(a: string, b: string): boolean {
  if (isNobody(a) || isNobody(b)) return false;
  const [one, other] = [plainName(a), plainName(b)];
  if (one === other) return true;
  return one.includes("@") !== other.includes("@") && one.split("@")[0] === other.split("@")[0];
}
