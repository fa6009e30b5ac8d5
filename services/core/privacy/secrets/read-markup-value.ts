import type { TextSpan } from "../text-span.js";
import { readMarkupPair } from "./read-markup-pair.js";
import { readUpTo } from "./read-up-to.js";

/** Reads the value of an element or key named like this: `<password>x</password>`, `<entry key="password">x</entry>`, `name="password" value="x"`. */
export function readMarkupValue(text: string, name: TextSpan): TextSpan | undefined {
  const before = text.slice(Math.max(0, name.start - MAX_BEFORE), name.start);
  const pair = readMarkupPair(text, name);
  if (pair !== undefined) return pair;
  if (OPENS_ELEMENT.test(before)) return readContent(text, name.end);
  if (!NAMES_A_VALUE.test(before)) return undefined;
  const earlier = readAttributeBefore(text, name.start);
  if (earlier !== undefined) return earlier;
  VALUE_ATTRIBUTE.lastIndex = name.end;
  const attribute = VALUE_ATTRIBUTE.exec(text)?.[0];
  if (attribute !== undefined) return readUpTo(text, name.end + attribute.length, attribute.at(-1) ?? '"');
  KEYED_ELEMENT.lastIndex = name.end;
  const keyed = KEYED_ELEMENT.exec(text)?.[0];
  return keyed === undefined ? undefined : readUpTo(text, name.end + keyed.length, "<");
}

const MAX_BEFORE = 100;
const OPENS_ELEMENT = /(?:<|&lt;)(?:[\w.-]{1,32}:)?$/;
const NAMES_A_VALUE = /\b(?:name|key|id|property|type)\s{0,5}=\s{0,5}\\{0,3}["'][\w.:-]{0,60}$/i;
const TAG_END =
  /(?:\s[^<>]{0,300})?(?<!\/)>\s{0,20}(?:<(?:value|string|text|list|current|content)(?:\s[^<>]{0,60})?>\s{0,20}){0,3}(?:<!\[CDATA\[)?/iy;
const ESCAPED_TAG_END =
  /(?:(?!&[lg]t;)[^<>]){0,300}?&gt;\s{0,20}(?:&lt;(?:value|string|text|list|current|content)(?:\s(?:(?!&[lg]t;)[^<>]){0,60})?&gt;\s{0,20}){0,3}/iy;
const VALUE_ATTRIBUTE =
  /\\{0,3}["']\s{1,20}(?:type\s{0,5}=\s{0,5}["'][\w.:]{0,60}["']\s{1,20})?(?:value|default)\s{0,5}=\s{0,5}\\{0,3}["']/iy;
const KEYED_ELEMENT = /\\{0,3}["'](?:\s[^<>]{0,200})?>\s{0,20}(?:<(?:value|string)>)?/iy;

/** `<property value="x" name="password"/>` */
function readAttributeBefore(text: string, at: number): TextSpan | undefined {
  const from = Math.max(0, at - MAX_TAG);
  const place = ATTRIBUTE_BEFORE.exec(text.slice(from, at))?.indices?.[2];
  return place === undefined ? undefined : { start: from + place[0], end: from + place[1] };
}

const MAX_TAG = 400;
const ATTRIBUTE_BEFORE =
  /\s(?:value|default)\s{0,5}=\s{0,5}(\\{0,3}["'])((?:(?!\1)[^<>]){1,200})\1(?:\s{1,20}[\w.:-]{1,40}\s{0,5}=\s{0,5}\\{0,3}["'][^"'<>\\]{0,60}\\{0,3}["']){0,3}\s{1,20}(?:name|key|id|property)\s{0,5}=\s{0,5}\\{0,3}["'][\w.:-]{0,60}$/di;

function readContent(text: string, at: number): TextSpan | undefined {
  TAG_END.lastIndex = at;
  const tagEnd = TAG_END.exec(text)?.[0];
  if (tagEnd !== undefined) return readUpTo(text, at + tagEnd.length, tagEnd.endsWith("[") ? "]]>" : "<");
  ESCAPED_TAG_END.lastIndex = at;
  const escaped = ESCAPED_TAG_END.exec(text)?.[0];
  return escaped === undefined ? undefined : readUpTo(text, at + escaped.length, "&lt;");
}
