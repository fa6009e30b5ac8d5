import { LockstepError } from "#services/core/errors";

/** One word of a Tcl list; a braced one may be a list itself. */
export interface TclWord {
  readonly text: string;
  readonly isBraced: boolean;
}

/**
 * Splits a Tcl list, or one line of a script, into its words: braces nest, quotes hold together, a backslash takes the next
 * character as it is. Nothing is substituted: what was written is what is compared.
 *
 * @param origin names the text in messages, which never quote from it
 * @throws LockstepError `export-malformed` where braces or quotes do not balance
 */
export function splitTclWords(text: string, origin: string): readonly TclWord[] {
  const words: TclWord[] = [];
  for (let at = skipLayout(text, 0); at < text.length; ) {
    const end = wordEnd(text, at, origin);
    const isBraced = text[at] === "{";
    const isWrapped = isBraced || text[at] === '"';
    words.push({ text: isWrapped ? text.slice(at + 1, end - 1) : text.slice(at, end), isBraced });
    at = skipLayout(text, end);
  }
  return words;
}

function skipLayout(text: string, start: number): number {
  let at = start;
  while (at < text.length && /\s/.test(text[at] ?? "")) at += 1;
  return at;
}

function wordEnd(text: string, start: number, origin: string): number {
  if (text[start] === "{") return bracedEnd(text, start, origin);
  const isQuoted = text[start] === '"';
  for (let at = isQuoted ? start + 1 : start; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === "\\") at += 1;
    else if (isQuoted ? character === '"' : /\s/.test(character)) return isQuoted ? at + 1 : at;
  }
  if (isQuoted) throw unbalanced(text, start, origin);
  return text.length;
}

function bracedEnd(text: string, start: number, origin: string): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === "\\") at += 1;
    else if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw unbalanced(text, start, origin);
}

function unbalanced(text: string, start: number, origin: string): LockstepError {
  const line = text.slice(0, start).split("\n").length;
  return new LockstepError("export-malformed", `${origin} is malformed: what opens at line ${line} is never closed.`);
}
