import type { TextSpan } from "../text-span.js";

/** The text from a position up to what ends it, white space around it left out. */
export function readUpTo(text: string, start: number, terminator: string): TextSpan | undefined {
  const window = text.slice(start, start + MAX_VALUE);
  const length = window.indexOf(terminator);
  const value = length === -1 ? window : window.slice(0, length);
  const lead = value.length - value.trimStart().length;
  return { start: start + lead, end: start + lead + value.trim().length };
}

const MAX_VALUE = 4096;
