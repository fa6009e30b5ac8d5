import type { RE2JS } from "re2js";
import { compilePattern } from "../text/compile-pattern.js";

/** A field in which people write ticket numbers, before and after a change; `null` where it was absent. */
export interface CommentField {
  readonly before: string | null;
  readonly after: string | null;
}

/** More than this in one change is not a reference but a list. */
const MAX_REFERENCES = 20;
const MAX_CHARACTERS = 100_000;
/** A longer number is none: each place of a text is looked at no further than this. */
const MAX_NUMBER = 64;

/**
 * Finds the ticket numbers that came with a change: those in the text after it and not before it, since a number in a
 * description stays there long after its ticket is closed.
 *
 * @param patterns regular expressions of change numbers from the policy; each must match a whole word, in any case
 * @returns upper-case numbers in the order found, each once, at most 20
 */
export function findReferences(fields: readonly CommentField[], patterns: readonly string[]): string[] {
  const forms = patterns.flatMap((pattern) => numberForm(pattern) ?? []);
  if (forms.length === 0) return [];
  const found = new Set<string>();
  for (const { before, after } of fields) {
    const known = new Set(numbersIn(before, forms));
    for (const reference of numbersIn(after, forms)) if (!known.has(reference)) found.add(reference);
  }
  return [...found].slice(0, MAX_REFERENCES);
}

/** A number at the beginning of a text. Neither a letter, a digit nor a sign that continues a number may follow it. */
function numberForm(pattern: string): RE2JS | undefined {
  return compilePattern(`^(${pattern})(?:$|[^\\p{L}\\p{N}_-]|-(?:$|[^\\p{L}\\p{N}]))`);
}

/** Neither a letter, a digit nor a sign that a number may hold stands before one. */
const BEGINNING = /(?<![\p{L}\p{N}_-])\S/gu;

function numbersIn(text: string | null, forms: readonly RE2JS[]): string[] {
  if (text === null) return [];
  const words = text
    .slice(0, MAX_CHARACTERS)
    .replace(/<[^<>]*>/g, " ")
    .replace(/```[^`]*```|`[^`]*`/g, " ");
  const numbers: string[] = [];
  let end = 0;
  for (const { index } of words.matchAll(BEGINNING)) {
    const found = index < end ? undefined : numberAt(words, index, forms);
    if (found === undefined) continue;
    numbers.push(found.toUpperCase());
    end = index + found.length;
  }
  return numbers;
}

function numberAt(words: string, index: number, forms: readonly RE2JS[]): string | undefined {
  // Two characters more show how it ends.
  const ahead = words.slice(index, index + MAX_NUMBER + 2);
  for (const form of forms) {
    const matcher = form.matcher(ahead);
    const found = matcher.lookingAt() ? (matcher.group(1) ?? "") : "";
    if (found !== "" && found.length <= MAX_NUMBER) return found;
  }
  return undefined;
}
