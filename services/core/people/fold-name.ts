import { LOOK_ALIKES } from "./look-alikes.js";
import { parsePseudonym } from "./pseudonym.js";
import { visibleName } from "./visible-name.js";
import { withoutTitles } from "./without-titles.js";

/**
 * Folds a name into the forms under which it is looked for: without case, blanks, signs, accents, invisible characters, domain
 * (`TRUST\\pat`, `pat@trust.example`) and order of its words, with look-alikes of a letter as that letter, and each also without
 * titles and what stands in brackets (`Dr Pat Jones (deputy)`).
 *
 * Two names that share a form may be one person's. It is never enough to take one for the other where authority is given.
 *
 * @returns none for a name without a letter or digit; of a pseudonym, the digests of the forms of the name
 */
export function foldName(name: string): ReadonlySet<string> {
  const pseudonym = parsePseudonym(name);
  if (pseudonym !== undefined) return pseudonym.forms;
  const visible = visibleName(name);
  const parts = [visible, visible.replaceAll(BRACKETED, " ")].flatMap(partsOf);
  const forms = [...new Set(parts)].flatMap((part) => [
    ...formsOf(part.toLowerCase()),
    // Of some letters only the capital looks like another.
    ...formsOf(part.toUpperCase()),
  ]);
  return new Set(forms.filter((form) => form !== ""));
}

const BRACKETED = /\([^()]*\)|\[[^[\]]*\]/g;

/** `Pat Jones <pat@trust.example>` is two names in one. */
function partsOf(name: string): string[] {
  const [, shown = "", address] = /^([^<>]*)<([^<>]*@[^<>]*)>\s*$/.exec(name) ?? [];
  return address === undefined ? [accountOf(name)] : [accountOf(shown), accountOf(address)];
}

function accountOf(name: string): string {
  const account = name.slice(name.lastIndexOf("\\") + 1);
  const at = account.indexOf("@");
  return at < 1 ? account : account.slice(0, at).replace(/(?<=.)\+.*$/, "");
}

function formsOf(name: string): string[] {
  const letters = Array.from(name, like).join("").toLowerCase();
  // Matched and not split: a split compiles its expression anew each time.
  const words: readonly string[] = Array.from(letters, like).join("").match(WORDS) ?? [];
  const bare = withoutTitles(words);
  return [words, bare].flatMap((some) => [some.join(""), some.toSorted().join("")]);
}

const WORDS = /[\p{L}\p{N}]+/gu;

function like(letter: string): string {
  return LOOK_ALIKES.get(letter) ?? letter;
}
