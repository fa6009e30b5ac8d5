/** Joins what a script puts together of literals alone, also over lines: `"MSH|" + "^~"`, `'a' || 'b'`, `"a" _ "b"`, `"a" & "b"`. */
export function joinLiterals(text: string): string {
  return text.replace(/(["'`])\s{0,80}(?:\+|\|\||&|_|\.{1,2})\s{0,80}\1/g, "").replace(/\\\r?\n/g, "");
}
