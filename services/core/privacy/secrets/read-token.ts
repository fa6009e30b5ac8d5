import type { TextSpan } from "../text-span.js";
import { readLiteral } from "./read-literal.js";

export type TokenKind = "literal" | "word" | "open" | "close" | "separator" | "line-end" | "operator" | "layout";

/** The smallest piece of code that means something. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What stands between the quotes of a literal. */
  readonly content?: TextSpan;
}

/** Reads the piece of code at a position; after a value a slash divides, elsewhere it opens a pattern. */
export function readToken(text: string, at: number, afterValue: boolean): Token {
  const literal = readLiteral(text, at);
  if (literal !== undefined) {
    return { kind: "literal", text: "'", start: at, end: literal.after, content: literal.content };
  }
  for (const [kind, pattern] of afterValue ? KINDS : [PATTERN, ...KINDS]) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found, start: at, end: at + found.length };
  }
  return { kind: "layout", text: "", start: at, end: at + 1 };
}

const KINDS: readonly (readonly [TokenKind, RegExp])[] = [
  ["word", /[\p{L}_$][\p{L}\p{N}_$]{0,200}|\d[\w.]{0,60}/uy],
  ["layout", /[ \t\f]{1,200}|\/\/[^\r\n]{0,300}|\/\*[\s\S]{0,300}?\*\//y],
  ["open", /[([{]/y],
  ["close", /[)\]}]/y],
  ["separator", /[,;]/y],
  ["line-end", /\r?\n|\r/y],
  ["operator", /=>|[=!]={1,2}|[<>]=?|[^\s\w]/y],
];

const PATTERN: readonly [TokenKind, RegExp] = [
  "word",
  /\/(?![/*])(?:[^/\\[\r\n]|\\.|\[(?:[^\]\\\r\n]|\\.){0,100}\]){1,200}\/[a-z]{0,6}/y,
];
