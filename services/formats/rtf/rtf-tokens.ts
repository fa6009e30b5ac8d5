/** One piece of a document in Rich Text Format. */
export type RtfToken =
  | { readonly type: "open" }
  | { readonly type: "close" }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "control"; readonly word: string; readonly number?: number };

const TOKEN = /\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([\r\n]+)|([^\\{}\r\n]+)/gs;

/** Takes a document apart: groups, control words with their numbers, and text; line ends between them mean nothing. */
export function* readRtfTokens(source: string): Generator<RtfToken> {
  for (const [, word, number, hex, symbol, brace, , text] of source.matchAll(TOKEN)) {
    if (text !== undefined) yield { type: "text", text };
    else if (brace !== undefined) yield { type: brace === "{" ? "open" : "close" };
    else if (hex !== undefined) yield { type: "text", text: windowsCharacter(Number.parseInt(hex, 16)) };
    else if (symbol !== undefined) yield symbolToken(symbol);
    else if (word !== undefined)
      yield { type: "control", word, ...(number !== undefined && { number: Number(number) }) };
  }
}

/** An escaped brace or backslash, a fixed space, hyphens; an escaped line end is a paragraph's. */
function symbolToken(symbol: string): RtfToken {
  if (/[\\{}]/.test(symbol)) return { type: "text", text: symbol };
  if (symbol === "~") return { type: "text", text: "\u00a0" };
  if (symbol === "_") return { type: "text", text: "-" };
  if (/[\r\n]/.test(symbol)) return { type: "control", word: "par" };
  return { type: "control", word: symbol };
}

const decoder = new TextDecoder("windows-1252");

function windowsCharacter(code: number): string {
  return decoder.decode(Uint8Array.of(code));
}
