import { createHmac } from "node:crypto";
import { foldName } from "./fold-name.js";
import { isNobody } from "./is-nobody.js";
import { plainName } from "./plain-name.js";
import { holdsPseudonym, writePseudonym } from "./pseudonym.js";

/**
 * Makes the pseudonym of a name under a key: the same for the same name, on any machine. A name without letter or digit, and what holds a
 * pseudonym already, stay as they are.
 *
 * @param part the part in which the person acted: one word of small letters
 */
export function pseudonymOf(name: string, key: Uint8Array, part: string): string {
  const forms = foldName(name);
  if (forms.size === 0 || holdsPseudonym(name)) return name;
  const plain = plainName(name);
  const digest = (of: string, text: string, digits: number): string =>
    createHmac("sha256", key).update(`lockstep/person/${of}\0${text}`).digest("hex").slice(0, digits);
  return writePseudonym({
    id: digest("name", plain, 16),
    hasAddress: plain.includes("@"),
    account: digest("account", plain.split("@")[0] ?? "", 12),
    forms: new Set([...forms].map((form) => digest("form", form, 12))),
    isNobody: isNobody(name),
    part,
  });
}
