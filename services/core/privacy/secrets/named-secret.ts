import { isSecretName } from "../is-secret-name.js";
import type { TextSpan } from "../text-span.js";
import { isLiteralSecret } from "./is-literal-secret.js";
import { looksLikeCode } from "./looks-like-code.js";
import { findPlaceInText } from "./place-in-text.js";
import { readArguments } from "./read-arguments.js";
import { readBareValue } from "./read-bare-value.js";
import { readLiteral, readQuote } from "./read-literal.js";
import { readMarkupValue } from "./read-markup-value.js";
import type { SecretFinding, SecretRule } from "./secret-rule.js";
import { withoutScheme } from "./without-scheme.js";

/**
 * Literal values that are given to a secret name: `password = 'x'`, `"clientSecret": "x"`, `.put('token', 'x')`,
 * `setPassword("x")`, `<password>x</password>`, `;password=x`, `?api_key=x`, `Authorization: Bearer x`.
 */
export const namedSecret: SecretRule = {
  triggers: [
    "pass",
    "pw",
    "secret",
    "token",
    "cred",
    "key",
    "psk",
    "jwt",
    "auth",
    "cookie",
    "pin",
    "bearer",
    "jsession",
  ],
  find(text, at) {
    const name = readName(text, at);
    if (!isSecretName(text.slice(name.start, name.end))) return { secrets: [], resumeAt: name.end };
    const secrets = findValues(text, name)
      .map((value) => withoutScheme(text, value))
      .filter((value) => isLiteralSecret(text.slice(value.start, value.end)));
    return { secrets, resumeAt: Math.max(name.end, ...secrets.map((secret) => secret.end)) } satisfies SecretFinding;
  },
};

const MAX_NAME_REACH = 64;
const NAME_CHARACTER = /[\w$-]/;

function readName(text: string, at: number): TextSpan {
  let start = at;
  while (start > 0 && at - start < MAX_NAME_REACH && NAME_CHARACTER.test(text.charAt(start - 1))) start -= 1;
  let end = at;
  while (end < text.length && end - at < MAX_NAME_REACH && NAME_CHARACTER.test(text.charAt(end))) end += 1;
  return { start, end };
}

function findValues(text: string, name: TextSpan): TextSpan[] {
  const markup = readMarkupValue(text, name);
  if (markup !== undefined) return [markup];
  const closing = readQuote(text, name.end);
  const place = findPlaceInText(text, name.start);
  const isQuoted = closing !== "" && (text.startsWith(closing, name.start - closing.length) || closing === place.quote);
  if (!isQuoted) return readAssigned(text, name, name.end, place.quote, place.comment);
  const opening = closing === place.quote ? place.quoteAt : name.start - closing.length;
  const outer = closing === place.quote ? "" : place.quote;
  return readKeyed(text, name, opening, name.end + closing.length, outer, place.comment);
}

/** A value after a quoted name: `'password', 'x'` in a call, `"password": "x"`, `['password'] = 'x'`. */
function readKeyed(
  text: string,
  name: TextSpan,
  opening: number,
  after: number,
  outerQuote: string,
  comment: boolean,
): TextSpan[] {
  PAIR.lastIndex = after;
  const pair = PAIR.exec(text)?.[0];
  if (pair !== undefined) return literalAt(text, after + pair.length);
  COMMA.lastIndex = after;
  const comma = COMMA.exec(text)?.[0];
  if (comma === undefined) return readAssigned(text, name, after, outerQuote, comment);
  return /[([]\s{0,20}$/.test(text.slice(Math.max(0, opening - 21), opening))
    ? expressionAt(text, after + comma.length)
    : [];
}

/** `"name": "password", "value": "x"` */
const PAIR = /\s{0,20},\s{0,20}\\{0,3}["'](?:value|content|text)\\{0,3}["']\s{0,20}:\s{0,20}/iy;
const COMMA = /\s{0,20},\s{0,20}/y;
const SEPARATOR =
  /\\{0,3}\]?\s{0,40}(?:={1,3}>?|!==?|\+=|:=|:|%3D|&#61;|(?:is|was)(?:\snow|\sstill|\sset\sto)?:?\s(?=\S*[\d!£$%^&*@#]))\s{0,40}/iy;
const COMPARISON = /\]?\s{0,5}\.equals(?:IgnoreCase)?\s{0,5}\(\s{0,20}/y;
const SPACE = /\s{1,20}/y;

function readAssigned(text: string, name: TextSpan, after: number, outerQuote: string, comment: boolean): TextSpan[] {
  SEPARATOR.lastIndex = after;
  const separator = SEPARATOR.exec(text)?.[0];
  if (separator !== undefined) return readValue(text, name, after + separator.length, outerQuote, comment);
  if (text.charAt(after) === "(") return readCall(text, name, after);
  COMPARISON.lastIndex = after;
  const comparison = COMPARISON.exec(text)?.[0];
  if (comparison !== undefined) return literalAt(text, after + comparison.length);
  SPACE.lastIndex = after;
  const space = SPACE.exec(text)?.[0];
  if (space === undefined) return [];
  const isOption = text.startsWith("--", name.start);
  if (isOption) return readValue(text, name, after + space.length, outerQuote, true);
  const quote = readQuote(text, after + space.length);
  return quote === "" || quote === outerQuote ? [] : literalAt(text, after + space.length);
}

function readValue(text: string, name: TextSpan, at: number, outerQuote: string, comment: boolean): TextSpan[] {
  const quote = readQuote(text, at);
  if (quote !== "" && quote === outerQuote) return readJoined(text, at + quote.length);
  if (quote !== "") return expressionAt(text, at);
  return isExpression(text, name, at, outerQuote, comment) ? expressionAt(text, at) : readBareValue(text, at);
}

/** In a script a bare word is an identifier, also where the line is commented out; in a query or a string it is a value. */
function isExpression(text: string, name: TextSpan, at: number, outerQuote: string, comment: boolean): boolean {
  if (outerQuote !== "" || /[?&;]/.test(text.charAt(name.start - 1))) return false;
  COMMENTED_OUT.lastIndex = at;
  return comment ? COMMENTED_OUT.test(text) : looksLikeCode(text);
}

const COMMENTED_OUT = /[A-Za-z_$][A-Za-z_$.]{0,100}(?:\(|;[ \t\r]{0,20}(?:\n|$))/y;

const JOIN = /\s{0,20}\+\s{0,20}/y;

/** `"&password=" + 'x'`: the string around the name ends, and a literal follows. */
function readJoined(text: string, after: number): TextSpan[] {
  JOIN.lastIndex = after;
  const join = JOIN.exec(text)?.[0];
  return join === undefined ? [] : literalAt(text, after + join.length);
}

function literalAt(text: string, at: number): TextSpan[] {
  const literal = readLiteral(text, at);
  return literal === undefined ? [] : [literal.content];
}

const MAX_OPERANDS = 8;
const BEFORE_OPERAND = /(?:new\s{1,5})?(?:[\w.]{0,60}String\s{0,5}\(\s{0,5})?/y;
const TO_NEXT_LITERAL =
  /(?:\)|\.\w{1,30}\([^()"'\n]{0,60}\)|[\w$.[\]]|\$?[\w$.]{0,60}\(\s{0,5}["'][^"'\n]{0,200}["']\s{0,5}\))*\s{0,20}(?:\+|\|\||\?\?|\?|:)\s{0,20}/y;

/** The literals of an expression: `'x'`, `new String('x')`, `'x' + 'y'`, `$('password') || 'x'`. */
function expressionAt(text: string, at: number): TextSpan[] {
  const literals: TextSpan[] = [];
  let index = at;
  for (let operand = 0; operand < MAX_OPERANDS; operand += 1) {
    BEFORE_OPERAND.lastIndex = index;
    const literal = readLiteral(text, index + (BEFORE_OPERAND.exec(text)?.[0].length ?? 0));
    if (literal !== undefined) literals.push(literal.content);
    index = literal?.after ?? index;
    TO_NEXT_LITERAL.lastIndex = index;
    const step = TO_NEXT_LITERAL.exec(text)?.[0];
    if (step === undefined) return literals;
    index += step.length;
  }
  return literals;
}

/** Calls that take a name and give a secret back. */
const READS =
  /^(?:get|read|fetch|find|load|has|is|check|valid|verif|parse|resolve|lookup|request|refresh|obtain|generate|next|on|require|remove|delete|clear|revoke)(?![a-z])/;

function readCall(text: string, name: TextSpan, at: number): TextSpan[] {
  const callee = text.slice(name.start, name.end);
  if (READS.test(callee)) return [];
  const literals = readArguments(text, at).map((argument) => argument.literal);
  const isPair = literals.length > 1 && /user|credentials|authentication|set|add|put/i.test(callee);
  return literals.slice(isPair ? 1 : 0).flatMap((literal) => (literal === undefined ? [] : [literal.content]));
}
