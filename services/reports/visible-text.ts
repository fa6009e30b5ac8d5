/**
 * Characters that a reader cannot see or that change how others are shown, as inclusive ranges of code points. Fixed
 * ranges, not Unicode properties: the same bytes on every version of Node.
 */
const INVISIBLE_RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x1f], // controls
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

const hex = (codePoint: number): string => `\\u{${codePoint.toString(16)}}`;
const INVISIBLE = new RegExp(
  `[${INVISIBLE_RANGES.map(([first, last]) => `${hex(first)}-${hex(last)}`).join("")}]`,
  "gu",
);

const NAMES: Readonly<Record<string, string>> = { "\n": "⏎", "\t": "⇥" };

/**
 * Shows every invisible character by its number (`⟨U+202E⟩`), line ends as `⏎` and tabs as `⇥`: one line of text in which
 * what is read is what is there. Text from an engine goes through here before it enters any report.
 */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, (character) => NAMES[character] ?? nameByNumber(character));
}

function nameByNumber(character: string): string {
  const number = character.codePointAt(0) ?? 0;
  return `⟨U+${number.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
