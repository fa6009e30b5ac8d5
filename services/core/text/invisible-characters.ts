/** Inclusive ranges of code points: fixed, not Unicode properties, so that every version of Node gives the same bytes. */
const RANGES: readonly (readonly [first: number, last: number])[] = [
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

/** Every character that is invisible, moves the cursor, starts an escape sequence or changes the direction of reading. */
export const INVISIBLE_CHARACTERS: RegExp = new RegExp(
  `[${RANGES.map(([first, last]) => `${codePoint(first)}-${codePoint(last)}`).join("")}]`,
  "gu",
);
