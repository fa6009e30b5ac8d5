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
  const first = text.charAt(at);
  const kind = KINDS[first];
  if (kind === "quote") return readQuoted(text, at) ?? piece(text, "operator", at, at + 1);
  if (kind === "slash") return readSlash(text, at, afterValue);
  if (kind === "equals") return pieceOf(text, "operator", OPERATOR, at);
  if (kind !== undefined) return piece(text, kind, at, at + 1);
  return pieceOf(text, "word", WORD, at);
}

const KINDS: Readonly<Record<string, TokenKind | "quote" | "slash" | "equals" | undefined>> = Object.fromEntries(
  (
    [
      ["quote", "'\"`\\&%"],
      ["slash", "/"],
      ["equals", "=!<>"],
      ["open", "([{"],
      ["close", ")]}"],
      ["separator", ",;"],
      ["line-end", "\r\n"],
      ["layout", " \t\f"],
      ["operator", "+-*|^~?:.@#"],
    ] as const
  ).flatMap(([kind, characters]) => [...characters].map((character) => [character, kind] as const)),
);

const OPERATOR = /=>|[=!]={1,2}|[<>]=?|[=!]/y;
const WORD = /[\p{L}_$][\p{L}\p{N}_$]{0,200}|\d[\w.]{0,60}/uy;
const COMMENT = /\/\/[^\r\n]{0,300}|\/\*[\s\S]{0,300}?\*\//y;
const PATTERN = /\/(?![/*])(?:[^/\\[\r\n]|\\.|\[(?:[^\]\\\r\n]|\\.){0,100}\]){1,200}\/[a-z]{0,6}/y;

function readQuoted(text: string, at: number): Token | undefined {
  const literal = readLiteral(text, at);
  if (literal === undefined) return undefined;
  return { kind: "literal", text: "'", start: at, end: literal.after, content: literal.content };
}

function readSlash(text: string, at: number, afterValue: boolean): Token {
  const comment = pieceOf(text, "layout", COMMENT, at);
  if (comment.end > at + 1) return comment;
  return afterValue ? piece(text, "operator", at, at + 1) : pieceOf(text, "word", PATTERN, at);
}

/** One character where the pattern finds nothing. */
function pieceOf(text: string, kind: TokenKind, pattern: RegExp, at: number): Token {
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0];
  return found === undefined ? piece(text, "layout", at, at + 1) : piece(text, kind, at, at + found.length);
}

function piece(text: string, kind: TokenKind, start: number, end: number): Token {
  return { kind, text: text.slice(start, end), start, end };
}
