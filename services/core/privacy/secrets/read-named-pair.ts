import type { TextSpan } from "../text-span.js";
import { looksLikeCode } from "./looks-like-code.js";
import { readBareValue } from "./read-bare-value.js";
import { readExpression } from "./read-expression.js";

/**
 * Reads the value of an object whose other member is called by a secret's name, in either order and with members between:
 * `{name: 'password', type: 's', value: 'x'}`, `{"value": "x", "name": "password"}`, `- name: password⏎  value: x`.
 */
export function readNamedPair(text: string, name: TextSpan): readonly TextSpan[] {
  const before = text.slice(Math.max(0, name.start - MAX_BEFORE), name.start);
  if (!NAMED.test(before.slice(-MAX_KEY))) return [];
  VALUE_FOLLOWS.lastIndex = name.end;
  const follows = VALUE_FOLLOWS.exec(text)?.[0];
  if (follows !== undefined) return readMember(text, name.end + follows.length);
  const place = VALUE_BEFORE.exec(before)?.indices;
  const [start, end] = place?.[2] ?? (looksLikeCode(text) ? undefined : place?.[3]) ?? [0, 0];
  const offset = name.start - before.length;
  return start === end ? [] : [{ start: offset + start, end: offset + end }];
}

function readMember(text: string, at: number): readonly TextSpan[] {
  const { values } = readExpression(text, at);
  return values.length > 0 || looksLikeCode(text) ? values : readBareValue(text, at);
}

const MAX_BEFORE = 320;
const MAX_KEY = 100;
const QUOTE = String.raw`(?:\\{0,3}["'])?`;
const NAME_KEY = "(?:name|key|property|propertyname|param|parameter|field|header|attribute|option|setting|variable|id)";
const VALUE_KEY = "(?:value|content|text|val|default)";
const GIVES = String.raw`\s{0,10}[:=]\s{0,10}`;
const NEXT = String.raw`(?:\s{0,20}[,;]\s{0,20}|[ \t]{0,10}\r?\n[ \t]{0,40})`;
/** Another member, whatever it says. */
const MEMBER = String.raw`${QUOTE}[\w$-]{1,40}${QUOTE}${GIVES}(?:\\{0,3}["'][^"'\\\r\n]{0,60}\\{0,3}["']|[\w.-]{1,60})${NEXT}`;
const NAME_MEMBER = String.raw`(?<![\w$])${QUOTE}${NAME_KEY}${QUOTE}${GIVES}${QUOTE}[\w.:-]{0,40}$`;
const NAMED = new RegExp(NAME_MEMBER, "i");
const VALUE_FOLLOWS = new RegExp(
  `${QUOTE}${NEXT}(?:(?!${QUOTE}${VALUE_KEY}\\b)${MEMBER}){0,3}${QUOTE}${VALUE_KEY}${QUOTE}${GIVES}`,
  "iy",
);
const VALUE_BEFORE = new RegExp(
  String.raw`(?<![\w$])${QUOTE}${VALUE_KEY}${QUOTE}${GIVES}(?:(\\{0,3}["'])((?:(?!\1)[^\r\n]){1,200})\1|([^\s"',;{}]{1,200}))${NEXT}(?:${MEMBER}){0,2}${NAME_MEMBER}`,
  "di",
);
