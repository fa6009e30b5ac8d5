import type { TextSpan } from "../text-span.js";

/** Reads the name around a position: `smtpPassword`, `db.pass.live` from its secret part on, `x-api-key`. */
export function readName(text: string, at: number): TextSpan {
  let start = at;
  while (start > 0 && at - start < MAX_REACH && NAME_CHARACTER.test(text.charAt(start - 1))) start -= 1;
  let end = at;
  while (end < text.length && end - at < MAX_REACH && NAME_CHARACTER.test(text.charAt(end))) end += 1;
  if (text.charAt(end) !== ".") return { start, end };
  MEMBERS.lastIndex = end;
  return { start, end: end + (MEMBERS.exec(text)?.[0].length ?? 0) };
}

const MAX_REACH = 64;
const NAME_CHARACTER = /[\w$ñÑ-]/;
/** `.live`, where something is given to it and nothing called. */
const MEMBERS = /(?:\.[\w$-]{1,40}){1,4}(?=\\{0,3}["'`]?\]?\s{0,20}(?:[=:[]|\|\|=|\?\?=))/y;
