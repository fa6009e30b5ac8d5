import { isSecretName } from "../is-secret-name.js";
import type { TextSpan } from "../text-span.js";
import { isLiteralSecret } from "./is-literal-secret.js";
import { findPlaceInText } from "./place-in-text.js";
import { type NamePlace, readAssigned } from "./read-assigned.js";
import { readExpression } from "./read-expression.js";
import { readIndexed } from "./read-indexed.js";
import { readQuote } from "./read-literal.js";
import { readMarkupValue } from "./read-markup-value.js";
import { readName } from "./read-name.js";
import { readNamedPair } from "./read-named-pair.js";
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
    "kennwort",
    "wachtwoord",
    "senha",
    "contrase",
  ],
  find(text, at) {
    const place = readName(text, at);
    const name = text.slice(place.start, place.end);
    if (!mayNameSecret(name)) return { secrets: [], resumeAt: place.end };
    const secrets = findValues(text, place)
      .map((value) => withoutScheme(text, value))
      .filter((value) => isSecretValue(name, text.slice(value.start, value.end)));
    return { secrets, resumeAt: Math.max(place.end, ...secrets.map((secret) => secret.end)) } satisfies SecretFinding;
  },
};

/** The same few names stand in every script: what was said of them is remembered. */
const KNOWN = new Map<string, boolean>();
const MAX_KNOWN = 4096;

function mayNameSecret(name: string): boolean {
  const known = KNOWN.get(name);
  if (known !== undefined) return known;
  const may = isSecretName(name, UNKNOWN);
  if (KNOWN.size >= MAX_KNOWN) KNOWN.clear();
  KNOWN.set(name, may);
  return may;
}

/** A value that is nothing else than a secret, to ask about the name alone. */
const UNKNOWN = "\0\0";

function isSecretValue(name: string, value: string): boolean {
  return isLiteralSecret(value) && isSecretName(name, value);
}

function findValues(text: string, name: TextSpan): readonly TextSpan[] {
  const markup = readMarkupValue(text, name);
  if (markup !== undefined) return [markup];
  return [...readNamedPair(text, name), ...readGiven(text, name)];
}

function readGiven(text: string, name: TextSpan): readonly TextSpan[] {
  const closing = readQuote(text, name.end);
  const place = findPlaceInText(text, name.start);
  const isQuoted = closing !== "" && (text.startsWith(closing, name.start - closing.length) || closing === place.quote);
  if (!isQuoted) return readAssigned(text, { name, after: name.end, quote: place.quote, comment: place.comment });
  const isOuter = closing === place.quote;
  const opening = isOuter ? place.quoteAt : name.start - closing.length;
  const after = name.end + closing.length;
  return readKeyed(text, opening, { name, after, quote: isOuter ? "" : place.quote, comment: place.comment });
}

/** A value after a quoted name: `'password', 'x'` in a call, `"password": "x"`, `['password'] = 'x'`. */
function readKeyed(text: string, opening: number, place: NamePlace): readonly TextSpan[] {
  PAIR.lastIndex = place.after;
  const pair = PAIR.exec(text)?.[0];
  if (pair !== undefined) return readExpression(text, place.after + pair.length).values;
  const indexed = readIndexed(text, place.after);
  if (indexed.length > 0) return indexed;
  COMMA.lastIndex = place.after;
  const comma = COMMA.exec(text)?.[0];
  if (comma === undefined) return readAssigned(text, place);
  return /[([]\s{0,20}$/.test(text.slice(Math.max(0, opening - 21), opening))
    ? readExpression(text, place.after + comma.length).values
    : [];
}

/** `"name": "password", "value": "x"` */
const PAIR = /\s{0,20},\s{0,20}(?:\\{0,3}["'])?(?:value|content|text)(?:\\{0,3}["'])?\s{0,20}:\s{0,20}/iy;
const COMMA = /\s{0,20},\s{0,20}/y;
