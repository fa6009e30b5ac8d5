/**
 * Characters that a reader cannot see or that change how others are shown: controls, bidirectional overrides, zero-width
 * and tag characters, blank letters, lone surrogates. Fixed ranges, not Unicode properties: the same bytes on every Node.
 */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\u{e0000}-\u{e0fff}]/gu;

const NAMES: Readonly<Record<string, string>> = { "\n": "⏎", "\t": "⇥" };

/**
 * Shows every invisible character by its number (`⟨U+202E⟩`), line ends as `⏎` and tabs as `⇥`: one line of text in which
 * what is read is what is there. Text from an engine goes through here before it enters any report.
 */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, (character) => NAMES[character] ?? codePoint(character));
}

/** The same line by line: `\n` parts the lines, `\r\n` shows its carriage return. */
export function visibleLines(text: string): readonly string[] {
  return text.split("\n").map(visibleText);
}

function codePoint(character: string): string {
  const number = character.codePointAt(0) ?? 0;
  return `⟨U+${number.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
