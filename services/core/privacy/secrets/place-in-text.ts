/** Where in a script or text a position stands. */
export interface PlaceInText {
  /** The quote of the string around the position, `""` outside one. */
  readonly quote: string;
  /** Position of that quote. */
  readonly quoteAt: number;
  readonly comment: boolean;
}

/** A line is looked at from here back; on longer lines the place is a guess. */
const MAX_LOOK_BACK = 1000;

/** Finds the string or comment around a position by reading its line from the start. */
export function findPlaceInText(text: string, at: number): PlaceInText {
  const before = Math.max(0, at - MAX_LOOK_BACK);
  const from = before + text.slice(before, at).lastIndexOf("\n") + 1;
  let quote = "";
  let quoteAt = -1;
  for (let index = from; index < at; index += 1) {
    const character = text.charAt(index);
    if (character === "\\") index += 1;
    else if (quote !== "") quote = character === quote ? "" : quote;
    else if (opensString(text, index)) {
      quote = character;
      quoteAt = index;
    } else if (opensLineComment(text, index, from)) return { quote: "", quoteAt: -1, comment: true };
  }
  return { quote, quoteAt, comment: false };
}

/** An apostrophe between letters is none. */
function opensString(text: string, at: number): boolean {
  const character = text.charAt(at);
  if (character !== '"' && character !== "'" && character !== "`") return false;
  return !(character === "'" && /\w/.test(text.charAt(at - 1)) && /\w/.test(text.charAt(at + 1)));
}

function opensLineComment(text: string, at: number, lineStart: number): boolean {
  const character = text.charAt(at);
  if (character === "/") {
    const next = text.charAt(at + 1);
    return next === "*" || (next === "/" && text.charAt(at - 1) !== ":");
  }
  return (character === "*" || character === "#") && text.slice(lineStart, at).trim() === "";
}
