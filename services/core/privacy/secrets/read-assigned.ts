import type { TextSpan } from "../text-span.js";
import { looksLikeCode } from "./looks-like-code.js";
import { looksRandom } from "./looks-random.js";
import type { PlaceInText } from "./place-in-text.js";
import { readBareValue } from "./read-bare-value.js";
import { readBlockScalar } from "./read-block-scalar.js";
import { readCall } from "./read-call.js";
import { readExpression } from "./read-expression.js";
import { readHashMember } from "./read-indexed.js";
import { readLiteral, readQuote } from "./read-literal.js";
import { readLiteralBefore } from "./read-literal-before.js";
import { readTclValue } from "./read-tcl-value.js";

/** A name, where what is given to it may begin, and the string or comment that both stand in. */
export interface NamePlace extends Pick<PlaceInText, "quote" | "comment"> {
  readonly name: TextSpan;
  readonly after: number;
}

/** Reads the values that a name is given, compared with or called with. */
export function readAssigned(text: string, place: NamePlace): readonly TextSpan[] {
  const { name, quote: outerQuote } = place;
  const after = skipComment(text, place.after);
  SEPARATOR.lastIndex = after;
  const separator = SEPARATOR.exec(text)?.[0];
  if (separator !== undefined) return readValue(text, after + separator.length, place);
  if (text.charAt(after) === "(") return readCall(text, name, after);
  const other = [readComparison, readHashMember, readTclValue].map((read) => read(text, name));
  const found = other.find((values) => values.length > 0);
  if (found !== undefined) return found;
  if (isFirstArgument(text, name)) {
    COMMA.lastIndex = after;
    const comma = COMMA.exec(text)?.[0];
    if (comma !== undefined) return readExpression(text, after + comma.length).values;
  }
  SPACE.lastIndex = after;
  const space = SPACE.exec(text)?.[0];
  if (space === undefined) return [];
  const start = after + space.length;
  if (isOption(text, name)) return readOption(text, start, outerQuote);
  const quote = readQuote(text, start);
  return quote === "" || quote === outerQuote ? [] : literalAt(text, start);
}

/** Brackets of an index, then what gives a value: `=`, `||=`, `:`, `: string =`, ` nvarchar(20) =`, ` for the lab is `. */
const SEPARATOR =
  /\\{0,3}\]?(?:\s{0,5}\[\s{0,5}\\?["']?[\w.$-]{0,40}\\?["']?\s{0,5}\]){0,3}(?:\s(?:for|of|on|at|to|in)\s[\w.@-]{1,40}){0,2}\s{0,40}(?::\s{0,5}[\w.<>[\]|]{1,40}\s{1,5}=\s{0,5}(?=["'`([])|n?(?:var)?char2?\s{0,5}\(\w{1,10}\)\s{0,5}=|={1,3}>?|!==?|\+=|:=|\|\|=|\?\?=|&&=|<-|:|%3D|&#61;|(?:is|was)(?:\snow|\sstill|\sset\sto)?:?\s(?=\S*[\d!£$%^&*@#]))\s{0,40}/iy;
const COMMA = /\s{0,20},\s{0,20}/y;
const SPACE = /\s{1,20}/y;
const EQUALS = /\]?\s{0,5}\.equals(?:IgnoreCase)?\s{0,5}\(\s{0,20}/y;

/** `password // the account's⏎  = 'x'` */
function skipComment(text: string, at: number): number {
  COMMENT.lastIndex = at;
  return at + (COMMENT.exec(text)?.[0].length ?? 0);
}

const COMMENT = /[ \t]{0,20}(?:\/\*[^*]{0,200}\*\/|\/\/[^\r\n]{0,200}\r?\n)(?=\s{0,40}(?::?=(?![=>])|\|\|=|\?\?=))/y;

/** `password.equals('x')`, `'x' == password`, `'x'.equals(password)`. */
function readComparison(text: string, name: TextSpan): readonly TextSpan[] {
  EQUALS.lastIndex = name.end;
  const equals = EQUALS.exec(text)?.[0];
  if (equals !== undefined) return literalAt(text, name.end + equals.length);
  const before = text.slice(Math.max(0, name.start - MAX_BEFORE), name.start);
  const operator = COMPARED_BEFORE.exec(before)?.[0];
  const literal = operator === undefined ? undefined : readLiteralBefore(text, name.start - operator.length);
  return literal === undefined ? [] : [literal];
}

const MAX_BEFORE = 100;
const COMPARED_BEFORE = /(?:(?<![=!<>])[=!]={1,2}|\.equals(?:IgnoreCase)?\s{0,5}\()\s{0,5}(?:[\w$]{1,30}\.){0,3}$/;

/** `props.put(Config.PASSWORD, 'x')` */
function isFirstArgument(text: string, name: TextSpan): boolean {
  return FIRST_ARGUMENT.test(text.slice(Math.max(0, name.start - MAX_BEFORE), name.start));
}

const FIRST_ARGUMENT = /\b(?:put|set|add|with)\w{0,30}\s{0,5}\(\s{0,10}[\w.$]{0,60}$/i;

/** `--password x`, `-storepass x` */
function isOption(text: string, name: TextSpan): boolean {
  return text.startsWith("-", name.start) && /[\s"'[(]|^$/.test(text.charAt(name.start - 1));
}

function readOption(text: string, at: number, outerQuote: string): readonly TextSpan[] {
  const quote = readQuote(text, at);
  return quote === "" || quote === outerQuote ? readBareValue(text, at) : literalAt(text, at);
}

function readValue(text: string, from: number, { name, quote: outerQuote, comment }: NamePlace): readonly TextSpan[] {
  const block = readBlockScalar(text, from);
  if (block.length > 0) return block;
  const at = skipLineEnd(text, from);
  const quote = readQuote(text, at);
  if (quote !== "" && quote === outerQuote) return readJoined(text, at + quote.length);
  if (quote !== "") return readExpression(text, at).values;
  if (outerQuote !== "" || /[?&;]/.test(text.charAt(name.start - 1))) return readBareOrPrefixed(text, at);
  const { values } = readExpression(text, at);
  if (looksLikeCode(text) && !comment) return values.length > 0 ? values : readProperty(text, name, at);
  COMMENTED_OUT.lastIndex = at;
  if (COMMENTED_OUT.test(text)) return values;
  const bare = readBareOrPrefixed(text, at);
  if (values.length === 0) return bare;
  return [...values, ...bare.filter(({ start, end }) => looksRandom(text.slice(start, end)))];
}

/** A line of properties that goes on in the next. */
function skipLineEnd(text: string, at: number): number {
  CONTINUED.lastIndex = at;
  return at + (CONTINUED.exec(text)?.[0].length ?? 0);
}

const CONTINUED = /\\\r?\n[ \t]{0,40}/y;

/** A statement behind a comment's sign. */
const COMMENTED_OUT = /[A-Za-z_$][A-Za-z_$.]{0,100}(?:\(|;[ \t\r]{0,20}(?:\n|$))/y;

function readBareOrPrefixed(text: string, at: number): readonly TextSpan[] {
  PREFIX.lastIndex = at;
  return readBareValue(text, at + (PREFIX.exec(text)?.[0].length ?? 0));
}

const PREFIX = /[NbrE](?=["'])/y;

/** A line of properties inside a script: no statement gives a value without a space and ends without a sign. */
function readProperty(text: string, name: TextSpan, at: number): readonly TextSpan[] {
  PROPERTY.lastIndex = at;
  const value = text.charAt(at - 1) === "=" ? PROPERTY.exec(text)?.[1] : undefined;
  if (value === undefined || !/^\s*$/.test(text.slice(lineStart(text, name.start), name.start).replace(LEAD, "")))
    return [];
  return looksRandom(value) ? [{ start: at, end: at + value.length }] : [];
}

const PROPERTY = /([\w!@#%^*+=~-]{6,200})(?=[ \t]*(?:[\r\n]|$)|[ \t]+[a-z])/y;
/** What may stand before the name of a property. */
const LEAD = /^\s*(?:export\s|set\s)?\s*[\w.-]{0,80}$/i;

function lineStart(text: string, at: number): number {
  const from = Math.max(0, at - MAX_BEFORE);
  return from + text.slice(from, at).lastIndexOf("\n") + 1;
}

const JOIN = /\s{0,20}\+\s{0,20}/y;

/** `"&password=" + 'x'`: the string around the name ends, and a literal follows. */
function readJoined(text: string, after: number): readonly TextSpan[] {
  JOIN.lastIndex = after;
  const join = JOIN.exec(text)?.[0];
  return join === undefined ? [] : literalAt(text, after + join.length);
}

function literalAt(text: string, at: number): readonly TextSpan[] {
  const literal = readLiteral(text, at);
  return literal === undefined ? [] : [literal.content];
}
