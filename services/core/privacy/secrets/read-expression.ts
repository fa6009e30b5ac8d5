import type { TextSpan } from "../text-span.js";
import { type Call, callKind } from "./call-kind.js";
import { isAlgorithmName } from "./is-algorithm-name.js";
import { looksRandom } from "./looks-random.js";
import { readToken, type Token } from "./read-token.js";

/** The literals of an expression that may be its value, and where the expression ends. */
export interface Expression {
  readonly values: readonly TextSpan[];
  /** Position of what ends it: a separator, a closing bracket, the end of its line, or of what is read. */
  readonly end: number;
}

/**
 * Reads an expression of JavaScript, Java, SQL or the like: `('x')`, `['x'][0]`, `a ? 'x' : 'y'`, `decrypt('x')`,
 * `{ live: 'x' }`, `() => 'x'`, `function () { return 'x'; }`. Literals that only name, index or compare are left out. It
 * knows shapes and no grammar: what it does not know it passes over. `body`: a function's body stands at the position.
 */
export function readExpression(text: string, at: number, { body = false } = {}): Expression {
  const reading: Reading = { text, values: [], frames: [OUTERMOST], last: body ? AFTER_PARAMETERS : START };
  const limit = Math.min(text.length, at + MAX_LENGTH);
  let left = body ? MAX_BODY_TOKENS : MAX_TOKENS;
  let index = at;
  while (index < limit && reading.frames.length <= MAX_DEPTH) {
    const token = readToken(text, index, isValue(reading.last));
    if (token.kind !== "layout" && (left-- === 0 || !take(token, reading))) break;
    index = token.end;
    if (body && reading.frames.length === 1 && token.kind === "close") break;
  }
  return { values: reading.values, end: index };
}

/** Longer expressions are code of their own. */
const MAX_LENGTH = 600;
const MAX_TOKENS = 80;
const MAX_BODY_TOKENS = 300;
const MAX_DEPTH = 10;

interface Reading {
  readonly text: string;
  readonly values: TextSpan[];
  /** Brackets that are open, the outermost first. */
  readonly frames: Frame[];
  last: Pick<Token, "kind" | "text" | "end">;
}

interface Frame {
  readonly kind: "open" | "group" | "array" | "index" | "object" | "parameters" | "body" | Call;
  /** True where nothing is the value of the whole: in an index, or before a body's `return`. */
  readonly muted: boolean;
  /** Of a call, the position of the argument. */
  readonly argument: number;
  /** In an object, whether the key before names something that is no secret: `{ user: 'x' }`. */
  readonly describes: boolean;
  readonly asks: boolean;
}

const OUTERMOST: Frame = { kind: "open", muted: false, argument: 0, describes: false, asks: false };
const START = { kind: "operator", text: "", end: 0 } as const;
const AFTER_PARAMETERS = { kind: "close", text: ")", end: 0 } as const;

function isValue({ kind, text }: Reading["last"]): boolean {
  return kind === "literal" || kind === "close" || (kind === "word" && !FLOW.test(text));
}

/** Words after which an expression begins. */
const FLOW = /^(?:new|return|typeof|void|await|async|function|if|else|then|when|case|end|unless)$/i;

function frameOf(reading: Reading): Frame {
  return reading.frames.at(-1) ?? OUTERMOST;
}

function change(reading: Reading, changes: Partial<Frame>): void {
  reading.frames[reading.frames.length - 1] = { ...frameOf(reading), ...changes };
}

/** Takes one token in; false where the expression ends before it. */
function take(token: Token, reading: Reading): boolean {
  const frame = frameOf(reading);
  if (frame.kind === "open" && endsBefore(token, reading)) return false;
  if (token.kind === "line-end") {
    if (frame.kind === "body" && isValue(reading.last) && !goesOn(reading.text, token.end))
      change(reading, { muted: true });
    return true;
  }
  if (token.kind === "literal") takeLiteral(token, frame, reading);
  if (token.kind === "word") takeWord(token, frame, reading);
  if (token.kind === "open") reading.frames.push(openFrame(token, frame, reading));
  if (token.kind === "close" && reading.frames.length > 1) reading.frames.pop();
  if (token.text === "?") change(reading, { asks: true });
  if (token.kind === "separator") {
    const ends = token.text === ";" && (frame.kind === "body" || frame.kind === "object");
    change(reading, { argument: frame.argument + 1, describes: false, ...(ends ? { kind: "body", muted: true } : {}) });
  }
  // `function name(` is one head
  const isName = token.kind === "word" && /^function$/i.test(reading.last.text);
  if (!isName) reading.last = token;
  return true;
}

function endsBefore(token: Token, { last, text, frames }: Reading): boolean {
  if (token.kind === "separator" || token.kind === "close") return true;
  if (token.text === ":") return frames[0]?.asks !== true;
  if (!isValue(last)) return false;
  if (token.kind === "line-end") return !goesOn(text, token.end);
  if (token.kind === "word") return !FLOW.test(token.text) && last.text !== ")";
  return token.kind === "literal" && last.text !== ")" && !isPrefix(last, token);
}

/** `N'x'` of SQL, `b"x"` of Python. */
function isPrefix(last: Reading["last"], literal: Token): boolean {
  return last.end === literal.start && last.text.length <= 2;
}

function goesOn(text: string, at: number): boolean {
  CONTINUES.lastIndex = at;
  return CONTINUES.test(text);
}

const CONTINUES = /\s{0,80}[.?:+|&,)\]]/y;

function takeLiteral(token: Token, frame: Frame, reading: Reading): void {
  const { text, last, values } = reading;
  if (token.content === undefined || frame.muted) return;
  const next = nextOf(text, token.end);
  const value = text.slice(token.content.start, token.content.end);
  if (frame.kind === "object" && next === ":") change(reading, { describes: DESCRIBES.test(value) });
  else if (!COMPARES.test(last.text) && !COMPARES.test(next) && mayBeValue(value, frame)) {
    values.push({ start: token.content.start + lengthOfLogin(value, frame), end: token.content.end });
  }
}

/** `encode('user:x')`: the user stays readable. */
function lengthOfLogin(value: string, frame: Frame): number {
  return frame.kind === "values" ? (LOGIN.exec(value)?.[0].length ?? 0) : 0;
}

const LOGIN = /^(?!https?:|urn:|mailto:|ftp:|masked:|digest:)[^"':\s]{1,64}:(?=\S{1,200}$)/;

function mayBeValue(value: string, frame: Frame): boolean {
  switch (frame.kind) {
    case "index":
    case "parameters":
      return false;
    case "object":
      return !frame.describes;
    case "values":
      return !isAlgorithmName(value);
    case "names":
      return frame.argument > 0 && looksRandom(value);
    case "unknown":
      return looksRandom(value);
    default:
      return true;
  }
}

const COMPARES = /^(?:[=!]={1,2}|[<>]=?)$/;

function nextOf(text: string, at: number): string {
  NEXT.lastIndex = at;
  return NEXT.exec(text)?.[1] ?? "";
}

const NEXT = /\s{0,40}([=!]={1,2}|[<>]=?|:)/y;

function takeWord(token: Token, frame: Frame, reading: Reading): void {
  const isBlock = frame.kind === "body" || frame.kind === "object";
  if (isBlock && token.text === "return") change(reading, { kind: "body", muted: false });
  else if (frame.kind === "object" && nextOf(reading.text, token.end) === ":") {
    change(reading, { describes: DESCRIBES.test(token.text) });
  }
}

/** Parts of a credential that are no secret themselves. */
const DESCRIBES =
  /user|login|name|email|domain|realm|scope|scheme|^(?:id|type|url|uri|host|port|key|grant_type|description|label)$/i;

function openFrame({ text: bracket }: Token, outer: Frame, { last }: Reading): Frame {
  const muted = outer.muted || outer.kind === "index";
  const frame = { ...OUTERMOST, muted };
  if (bracket === "[") return { ...frame, kind: isValue(last) ? "index" : "array" };
  if (bracket === "(") return { ...frame, kind: callOrGroup(last) };
  if (last.text === ")" || last.text === "=>") return { ...frame, kind: "body", muted: true };
  return { ...frame, kind: isValue(last) ? "array" : "object" };
}

function callOrGroup(last: Reading["last"]): Frame["kind"] {
  if (/^function$/i.test(last.text)) return "parameters";
  if (last.kind === "word" && !FLOW.test(last.text)) return callKind(last.text);
  return "group";
}
