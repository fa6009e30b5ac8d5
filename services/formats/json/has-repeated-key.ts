import { endOfString } from "./end-of-string.js";

/**
 * Tells whether an object of a JSON document holds a key twice, of which `JSON.parse` keeps the last without a word: then more
 * keys are written than are held. Linear in the length of the text.
 *
 * @param value what `JSON.parse` gave for that text
 */
export function hasRepeatedKey(text: string, value: unknown): boolean {
  return countWritten(text) !== countHeld(value);
}

/** In a document that was parsed, a string before a colon is a key, and nothing else is. */
function countWritten(text: string): number {
  let count = 0;
  for (let quote = text.indexOf('"'); quote !== -1; ) {
    const end = endOfString(text, quote);
    BEFORE_COLON.lastIndex = end;
    if (BEFORE_COLON.test(text)) count += 1;
    quote = text.indexOf('"', end);
  }
  return count;
}

const BEFORE_COLON = /[ \t\r\n]*:/y;

/** A list of what is left to look at, since nesting that is deep enough exhausts the stack. */
function countHeld(value: unknown): number {
  let count = 0;
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== "object" || next === null) continue;
    const held: readonly unknown[] = Object.values(next);
    if (!Array.isArray(next)) count += held.length;
    for (const each of held) left.push(each);
  }
  return count;
}
