import { type Literal, readLiteral } from "./read-literal.js";

/** One argument of a call: its literal, where it is nothing but a literal (`'x'`, `"x".toCharArray()`, `new String("x")`). */
export interface CallArgument {
  readonly literal: Literal | undefined;
}

const MAX_LENGTH = 1000;

/** Reads the arguments of a call whose `(` stands at a position. */
export function readArguments(text: string, at: number): CallArgument[] {
  const found: CallArgument[] = [];
  const limit = Math.min(text.length, at + MAX_LENGTH);
  let index = at + 1;
  while (index < limit) {
    const argument = readArgument(text, index, limit);
    found.push({ literal: argument.literal });
    if (text.charAt(argument.end) !== ",") return found;
    index = argument.end + 1;
  }
  return found;
}

const BEFORE_LITERAL = /\s{0,40}(?:new\s{1,5})?(?:[\w.]{0,60}String\s{0,5}\(\s{0,5})?/y;
const AFTER_LITERAL = /\s{0,5}\)?(?:\.(?:toCharArray|getBytes|toString|trim)\([^()]{0,40}\))?\s{0,40}(?=[,)])/y;

function readArgument(text: string, at: number, limit: number): { literal: Literal | undefined; end: number } {
  BEFORE_LITERAL.lastIndex = at;
  const literal = readLiteral(text, at + (BEFORE_LITERAL.exec(text)?.[0].length ?? 0));
  if (literal !== undefined) {
    AFTER_LITERAL.lastIndex = literal.after;
    const after = AFTER_LITERAL.exec(text);
    if (after !== null) return { literal, end: literal.after + after[0].length };
  }
  return { literal: undefined, end: endOfArgument(text, at, limit) };
}

function endOfArgument(text: string, at: number, limit: number): number {
  let depth = 0;
  for (let index = at; index < limit; index += 1) {
    const character = text.charAt(index);
    if (character === '"' || character === "'") index = Math.max(index, (readLiteral(text, index)?.after ?? 0) - 1);
    else if (character === "(" || character === "[" || character === "{") depth += 1;
    else if (depth === 0 && (character === "," || character === ")" || character === ";")) return index;
    else if (character === ")" || character === "]" || character === "}") depth -= 1;
  }
  return limit;
}
