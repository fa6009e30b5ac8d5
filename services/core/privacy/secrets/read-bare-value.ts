import type { TextSpan } from "../text-span.js";

/** Reads an unquoted value, as in a query, a JDBC string or prose: `password=x&…`, `Authorization: Basic x`. */
export function readBareValue(text: string, at: number): TextSpan[] {
  PROPERTY.lastIndex = at;
  const property = PROPERTY.exec(text)?.[0];
  if (property !== undefined) return readProperty(text, at + property.length);
  SCHEME.lastIndex = at;
  const start = at + (SCHEME.exec(text)?.[0].length ?? 0);
  const limit = Math.min(text.length, start + MAX_BARE_VALUE);
  if (text.charAt(start) === "{" && text.charAt(start + 1) !== "{") return readBraced(text, start, limit);
  const value = trimEnd(BARE.exec(text.slice(start, limit))?.[0] ?? "");
  return value === "" || PROSE.test(value) ? [] : [{ start, end: start + value.length }];
}

/** A closing brace belongs to the value where it closes a reference. */
function trimEnd(value: string): string {
  return value.replace(value.includes("{") ? /[,;.)\]]{1,10}$/ : /[,;.)\]}]{1,10}$/, "");
}

const MAX_BARE_VALUE = 1024;
const SCHEME = /(?:Bearer|Basic|Digest|Token|ApiKey|Negotiate|NTLM|SharedKey)[ \t]{1,20}(?=\S)/iy;
/** Ends at white space, a quote, markup, or where the next property begins. */
const BARE =
  /^(?:\$\{[^{}\s]{0,200}\}|\{\{[^{}\s]{0,200}\}\}|(?!%26|&amp;|[&;,][\w.%-]{1,60}=|&(?:quot|lt|gt|#))[^\s"'`<>\\])*/i;

/** Words that follow "Password:" in a description. */
const PROSE =
  /^(?:the|a|an|this|that|is|are|was|please|see|ask|from|in|of|for|to|used|stored|required|optional|and|or|not|which|must|should|will|can|your|our)$/i;

/** Mirth's own rendering of a configuration property in audit records: `…ConfigurationProperty[value=x, comment=y]`. */
const PROPERTY = /[\w.$]{1,120}\[value=/y;

function readProperty(text: string, start: number): TextSpan[] {
  const window = text.slice(start, start + MAX_BARE_VALUE);
  const end = [window.indexOf(", comment="), window.indexOf("]")].find((position) => position !== -1) ?? window.length;
  return [{ start, end: start + end }];
}

/** `password={p;w};` of SQL Server. */
function readBraced(text: string, start: number, limit: number): TextSpan[] {
  const end = text.indexOf("}", start);
  return end === -1 || end >= limit ? [] : [{ start: start + 1, end }];
}
