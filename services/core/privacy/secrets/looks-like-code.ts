/** Says whether a text is a script, where a bare word is an identifier and not a value. */
export function looksLikeCode(text: string): boolean {
  if (text !== last.text) last = { text, isCode: STATEMENT.test(text.slice(0, MAX_LOOKED_AT)) };
  return last.isCode;
}

/** A text is asked about once for each of its names. */
let last = { text: "", isCode: false };

const MAX_LOOKED_AT = 200_000;

const STATEMENT =
  /\b(?:var|let|const)[ \t]{1,8}[\w$]{1,64}[ \t]{0,8}[=;]|\bfunction\b[ \t]{0,8}[\w$]{0,64}[ \t]{0,8}\(|\bif[ \t]{0,8}\(|\breturn\b[^\n;]{0,120};|\)[ \t]{0,8};[ \t\r]{0,8}(?:\n|$)|\b(?:msg|tmp)\[|\$[a-z]{0,3}\(["']/;
