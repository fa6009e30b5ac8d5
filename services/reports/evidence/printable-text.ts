import { escapeText } from "#services/core/text/escape-text";

/**
 * Text as the font of a printed pack can show it: a character that the font lacks is shown by its number, like one that is invisible. A PDF for the
 * archive may hold no character without a shape, and no font of the machine may stand in.
 */
export function printableText(text: string): string {
  return escapeText(text.normalize("NFC")).replace(UNPRINTABLE, (sign) => `⟨U+${hexOf(sign)}⟩`);
}

function hexOf(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

/** What Libertinus Serif has: Latin, Greek, Cyrillic, and the punctuation, arrows and signs that are used. */
const PRINTABLE: readonly (readonly [first: number, last: number])[] = [
  [0x20, 0x7e],
  [0xa0, 0xac],
  [0xae, 0x2af],
  [0x386, 0x386],
  [0x388, 0x38a],
  [0x38e, 0x3a1],
  [0x3a3, 0x3ce],
  [0x400, 0x45f],
  [0x490, 0x491],
  [0x1e00, 0x1eff],
  [0x2010, 0x2027],
  [0x2030, 0x2037],
  [0x2039, 0x203a],
  [0x20ac, 0x20ac],
  [0x2122, 0x2122],
  [0x2190, 0x2193],
  [0x2260, 0x2260],
  [0x2264, 0x2265],
  [0x27e8, 0x27e9],
];

const UNPRINTABLE = new RegExp(
  `[^${PRINTABLE.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join("")}]`,
  "gu",
);
