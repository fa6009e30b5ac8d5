import type { TextSpan } from "../text-span.js";
import { readUpTo } from "./read-up-to.js";

/**
 * Reads the value that an element of this content gives a name to: `<key>password</key><value>x</value>`, in either order;
 * `<string>` names the other only in an entry.
 */
export function readMarkupPair(text: string, name: TextSpan): TextSpan | undefined {
  const start = startOfContent(text, name.start);
  if (start === undefined) return undefined;
  const opening = NAME_ELEMENT.exec(text.slice(Math.max(0, start - MAX_TAGS), start))?.[0];
  if (opening === undefined) return undefined;
  VALUE_ELEMENT.lastIndex = name.end;
  const follows = VALUE_ELEMENT.exec(text)?.[0];
  if (follows !== undefined) return readUpTo(text, name.end + follows.length, terminatorOf(follows));
  return readValueBefore(text, start - opening.length);
}

const MAX_NAME = 60;

/** Where the content of the element around a name begins, if there is nothing else before the name. */
function startOfContent(text: string, nameStart: number): number | undefined {
  let start = nameStart;
  while (start > 0 && nameStart - start < MAX_NAME && /[\w.:-]/.test(text.charAt(start - 1))) start -= 1;
  const before = text.charAt(start - 1);
  return before === ">" || before === "[" || text.startsWith("&gt;", start - 4) ? start : undefined;
}

const MAX_TAGS = 160;
const NAME_ELEMENT =
  /(?:(?:<|&lt;)(?:\w{1,20}:)?(?:key|name|property|propertyname|param|parameter|field|header|attribute|option|id)|(?:<|&lt;)entry(?:>|&gt;)\s{0,40}(?:<|&lt;)string)(?:\s[^<>&]{0,60})?(?:>|&gt;)(?:<!\[CDATA\[)?$/i;
const VALUE_ELEMENT =
  /[\w.:-]{0,60}\s{0,10}(?:\]\]>)?(?:<|&lt;)\/(?:\w{1,20}:)?\w{1,40}(?:>|&gt;)\s{0,40}(?:(?:<|&lt;)(?:\w{1,20}:)?(?:value|values|val|string|text|content|data|list)(?:\s[^<>&]{0,60})?(?:>|&gt;)\s{0,40}){1,3}(?:<!\[CDATA\[)?/iy;

function terminatorOf(opening: string): string {
  if (opening.endsWith("[")) return "]]>";
  return opening.trimEnd().endsWith("&gt;") ? "&lt;" : "<";
}

const MAX_VALUE = 300;

function readValueBefore(text: string, at: number): TextSpan | undefined {
  const from = Math.max(0, at - MAX_VALUE);
  const place = VALUE_BEFORE.exec(text.slice(from, at))?.indices?.[1];
  return place === undefined ? undefined : { start: from + place[0], end: from + place[1] };
}

const VALUE_BEFORE =
  /(?:<|&lt;)(?:\w{1,20}:)?val(?:ue)?(?:\s[^<>&]{0,60})?(?:>|&gt;)\s{0,20}([^\s<>&][^<>&]{0,200}?)\s{0,20}(?:<|&lt;)\/(?:\w{1,20}:)?\w{1,40}(?:>|&gt;)\s{0,40}$/di;
