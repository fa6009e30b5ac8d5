import type { TextSpan } from "../text-span.js";
import { readBareValue } from "./read-bare-value.js";

/** Reads the indented lines that YAML gives a name behind `|` or `>`, also where their line breaks are escaped in a string. */
export function readBlockScalar(text: string, at: number): readonly TextSpan[] {
  ESCAPED.lastIndex = at;
  const escaped = ESCAPED.exec(text)?.[0];
  if (escaped !== undefined) return readBareValue(text, at + escaped.length);
  LINES.lastIndex = at;
  const [start, end] = LINES.exec(text)?.indices?.[2] ?? [0, 0];
  if (start === end) return [];
  return [{ start, end: start + text.slice(start, end).replace(/\s{0,40}(?:\*\/)?\s{0,40}$/, "").length }];
}

const ESCAPED = /[|>][+-]?\d?(?:\\r)?\\n[ \t]{0,40}/y;
const LINES = /[|>][+-]?\d?[+-]?[ \t]{0,5}\r?\n([ \t]{1,40})(\S[^\r\n]{0,300}(?:\r?\n\1[^\r\n]{0,300}){0,30})/dy;
