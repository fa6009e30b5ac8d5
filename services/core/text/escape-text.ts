/** How line ends and tabs are treated: `show` makes one line of it, `keep` leaves them for text of several lines. */
export interface EscapeOptions {
  readonly lines?: "show" | "keep";
}

/**
 * Makes hostile text safe to print on a terminal or in an error: every character that is invisible, moves the cursor,
 * starts an escape sequence or changes the direction of reading is shown by its number (`⟨U+202E⟩`), a line end as `⏎`.
 */
export function escapeText(text: string, options: EscapeOptions = {}): string {
  const keepsLines = options.lines === "keep";
  return text.replace(INVISIBLE, (character) =>
    keepsLines && (character === "\n" || character === "\t") ? character : (NAMES[character] ?? byNumber(character)),
  );
}

/** Inclusive ranges of code points: fixed, not Unicode properties, so that every version of Node gives the same bytes. */
const INVISIBLE_RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x1f], // controls, escape, NUL
  [0x7f, 0x9f],
  [0xad, 0xad], // soft hyphen
  [0x34f, 0x34f], // combining grapheme joiner
  [0x61c, 0x61c], // Arabic letter mark
  [0x115f, 0x1160], // Hangul fillers
  [0x17b4, 0x17b5],
  [0x180b, 0x180f], // Mongolian selectors
  [0x200b, 0x200f], // zero width, direction marks
  [0x2028, 0x202e], // line and paragraph separators, bidirectional overrides
  [0x2060, 0x206f], // word joiner, isolates
  [0x2800, 0x2800], // blank Braille
  [0x3164, 0x3164],
  [0xd800, 0xdfff], // lone surrogates
  [0xfe00, 0xfe0f], // variation selectors
  [0xfeff, 0xfeff], // byte order mark
  [0xffa0, 0xffa0],
  [0xfff0, 0xffff], // interlinear annotation, non-characters
  [0xe0000, 0xe0fff], // tags
];

const codePoint = (number: number): string => `\\u{${number.toString(16)}}`;
const INVISIBLE = new RegExp(
  `[${INVISIBLE_RANGES.map(([first, last]) => `${codePoint(first)}-${codePoint(last)}`).join("")}]`,
  "gu",
);
const NAMES: Readonly<Record<string, string>> = { "\n": "⏎", "\t": "⇥" };

function byNumber(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
