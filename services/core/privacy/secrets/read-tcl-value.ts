import type { TextSpan } from "../text-span.js";
import { looksRandom } from "./looks-random.js";

/**
 * Reads the word or braces behind a name that Tcl gives a value: `set password x`, `set cfg(password) x`,
 * `keylset conn PASSWORD {x}`, and a keyed list's `{PASSWORD x}`. What Tcl works out (`$x`, `[x]`) is none.
 */
export function readTclValue(text: string, name: TextSpan): readonly TextSpan[] {
  VALUE.lastIndex = name.end;
  const place = VALUE.exec(text)?.indices;
  const [start, end] = place?.[1] ?? place?.[2] ?? [0, 0];
  if (start === end) return [];
  const before = text.slice(Math.max(0, name.start - MAX_BEFORE), name.start);
  const isOnlyPair = /\{\s{0,5}$/.test(before);
  ENDS.lastIndex = VALUE.lastIndex;
  const ends = ENDS.exec(text)?.[1];
  if (isOnlyPair && ends === "}") return [{ start, end }];
  if (!STATEMENT.test(before) && !TABLE.test(before)) return [];
  // in a sentence more words follow
  const isWhole = ends !== undefined || place?.[1] !== undefined || looksRandom(text.slice(start, end));
  return isWhole ? [{ start, end }] : [];
}

const VALUE = /\)?[ \t]{1,20}(?:\{([^{}\r\n]{1,200})\}|([^\s"'`{}[\];$=][^\s"'`{}[\];]{0,200}))/dy;
const ENDS = /[ \t]{0,20}($|[\r\n;}\]])/y;
const MAX_BEFORE = 120;
const STATEMENT =
  /(?:^|[\r\n;{[])[ \t]{0,40}(?:set|keylset[ \t]{1,5}[\w:]{1,40}(?:[ \t]{1,5}[\w{}."-]{1,40}){0,8}|dict[ \t]{1,5}set[ \t]{1,5}[\w:]{1,40}(?:[ \t]{1,5}\w{1,40}){0,3})[ \t]{1,5}(?:[\w:]{1,40}\()?[\w:.]{0,40}$/i;
const TABLE =
  /(?:array[ \t]{1,5}set[ \t]{1,5}[\w:]{1,40}|dict[ \t]{1,5}create)[ \t]{1,5}\{?(?:[\w."-]{1,40}\s{1,5}){0,10}$/i;
