import { showPseudonyms } from "../people/show-pseudonyms.js";
import { INVISIBLE_CHARACTERS } from "./invisible-characters.js";

/** How line ends and tabs are treated: `show` makes one line of it, `keep` leaves them for text of several lines. */
export interface EscapeOptions {
  readonly lines?: "show" | "keep";
}

/**
 * Makes hostile text safe to print on a terminal or in an error: every character that is invisible, moves the cursor,
 * starts an escape sequence or changes the direction of reading is shown by its number (`⟨U+202E⟩`), a line end as `⏎`.
 * A pseudonym is shown as people speak of it.
 */
export function escapeText(text: string, options: EscapeOptions = {}): string {
  const keepsLines = options.lines === "keep";
  return showPseudonyms(text).replace(INVISIBLE_CHARACTERS, (character) =>
    keepsLines && (character === "\n" || character === "\t") ? character : (NAMES[character] ?? byNumber(character)),
  );
}

const NAMES: Readonly<Record<string, string>> = { "\n": "⏎", "\t": "⇥" };

function byNumber(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
