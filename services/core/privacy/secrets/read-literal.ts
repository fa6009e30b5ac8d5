import type { TextSpan } from "../text-span.js";

/** A quoted literal: where its content stands, and where the text goes on after its closing quote. */
export interface Literal {
  readonly content: TextSpan;
  readonly after: number;
  readonly quote: string;
}

/** Literals longer than this are taken as ending here, so that an open quote costs no more than this. */
const MAX_LITERAL = 4096;

/**
 * Reads a quoted literal at a position: `'…'`, `"…"`, `` `…` ``, `\"…\"` (JSON inside a string, at any depth) and
 * `&quot;…&quot;`. One that is not closed ends with its line.
 */
export function readLiteral(text: string, at: number): Literal | undefined {
  const quote = readQuote(text, at);
  if (quote === "") return undefined;
  const start = at + quote.length;
  const limit = Math.min(text.length, start + MAX_LITERAL);
  for (let index = start; index < limit; index += 1) {
    if (text.startsWith(quote, index)) {
      return { content: { start, end: index }, after: index + quote.length, quote };
    }
    const code = text.charCodeAt(index);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) return { content: { start, end: index }, after: index, quote };
    if (code === BACKSLASH) index += 1;
  }
  return { content: { start, end: limit }, after: limit, quote };
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BACKSLASH = 92;
const QUOTE = /\\{0,7}["'`]|&(?:quot|apos|#34|#39|#x22|#x27);|%22/y;

/** The opening or closing quote at a position, with the escapes before it; `""` where there is none. */
export function readQuote(text: string, at: number): string {
  QUOTE.lastIndex = at;
  return QUOTE.exec(text)?.[0] ?? "";
}
