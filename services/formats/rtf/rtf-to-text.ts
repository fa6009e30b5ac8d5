import { readRtfTokens } from "./rtf-tokens.js";

/** What one group of braces inherits from the one around it. */
interface GroupState {
  /** True inside a table of fonts, a picture and the like, whose text nobody sees. */
  readonly hidden: boolean;
  /** How many characters stand in for one that is given by its number. */
  readonly fallbackLength: number;
}

/** Destinations whose text is no part of the document's. */
const HIDDEN = new Set(
  (
    "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf " +
    "listtable listoverridetable rsidtbl generator themedata colorschememapping datastore latentstyles xmlnstbl"
  ).split(" "),
);

/** Control words that stand for characters. */
const CHARACTERS: Readonly<Record<string, string>> = {
  par: "\n",
  line: "\n",
  sect: "\n",
  page: "\n",
  row: "\n",
  cell: "\t",
  tab: "\t",
  emdash: "—",
  endash: "–",
  bullet: "•",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
};

/**
 * Gives the text of a document in Rich Text Format (Windows code page 1252), one paragraph a line, without its fonts, colours
 * and pictures. Text that is no such document comes back as it is.
 */
export function rtfToText(source: string): string {
  if (!/^\s*\{\\rtf/.test(source)) return source;
  const outer: GroupState[] = [];
  let state: GroupState = { hidden: false, fallbackLength: 1 };
  let text = "";
  let toSkip = 0;
  const show = (characters: string): void => {
    const skipped = Math.min(toSkip, characters.length);
    toSkip -= skipped;
    if (!state.hidden) text += characters.slice(skipped);
  };
  for (const token of readRtfTokens(source)) {
    if (token.type === "open") outer.push(state);
    else if (token.type === "close") {
      state = outer.pop() ?? state;
      toSkip = 0;
    } else if (token.type === "text") show(token.text);
    else if (token.word === "*" || HIDDEN.has(token.word)) state = { ...state, hidden: true };
    else if (token.word === "uc") state = { ...state, fallbackLength: Math.max(0, token.number ?? 1) };
    else if (token.word === "u") {
      show(String.fromCharCode((token.number ?? 0) & 0xffff));
      toSkip = state.fallbackLength;
    } else show((Object.hasOwn(CHARACTERS, token.word) ? CHARACTERS[token.word] : undefined) ?? "");
  }
  return text.replaceAll(/[ \t]+$/gm, "").trim();
}
