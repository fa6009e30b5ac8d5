const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * Finds the first of some characters that stands outside strings and outside every bracket opened before it; -1 where there
 * is none. Strings are in double quotes, a quote in them is doubled.
 */
export function findOutside(text: string, wanted: string, from = 0): number {
  const expected: string[] = [];
  for (let offset = from; offset < text.length; offset += 1) {
    const character = text.charAt(offset);
    if (expected.length === 0 && wanted.includes(character)) return offset;
    if (character === '"') {
      offset = endOfString(text, offset);
      if (offset < 0) return -1;
    } else if (character in CLOSING && !isInCode(expected, character)) expected.push(CLOSING[character] ?? "");
    else if (character === expected.at(-1)) expected.pop();
  }
  return -1;
}

/** Inside braces stands code, in which only braces are counted. */
function isInCode(expected: readonly string[], character: string): boolean {
  return expected.at(-1) === "}" && character !== "{";
}

function endOfString(text: string, start: number): number {
  return text.indexOf('"', start + 1);
}

/** The offset of the bracket that closes the one at `start`, or -1. */
export function closingOf(text: string, start: number): number {
  const closing = CLOSING[text.charAt(start)];
  return closing === undefined ? -1 : findOutside(text, closing, start + 1);
}

/** Splits at a separator outside strings and brackets; parts are trimmed, and empty text has none. */
export function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (;;) {
    const end = findOutside(text, separator, start);
    parts.push(text.slice(start, end < 0 ? text.length : end).trim());
    if (end < 0) break;
    start = end + 1;
  }
  return parts.length === 1 && parts[0] === "" ? [] : parts;
}

/** Takes the quotes off a string; any other text comes back as it is. */
export function unquote(text: string): string {
  return /^"(?:[^"]|"")*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text;
}
