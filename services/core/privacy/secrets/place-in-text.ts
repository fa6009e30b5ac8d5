/** Where in a script or text a position stands. */
export interface PlaceInText {
  /** The quote of the string around the position, `""` outside one. */
  readonly quote: string;
  /** Position of that quote. */
  readonly quoteAt: number;
  readonly comment: boolean;
}

/** A line is looked at from here back, in whole steps of this length; on longer lines the place is a guess. */
const STEP = 512;

interface Reading {
  readonly text: string;
  readonly from: number;
  index: number;
  place: PlaceInText;
}

/** Names are asked about from left to right: what was read of a line is not read again. */
let last: Reading = startAt("", 0);

function startAt(text: string, from: number): Reading {
  return { text, from, index: from, place: { quote: "", quoteAt: -1, comment: false } };
}

/** Finds the string or comment around a position by reading its line from the start. */
export function findPlaceInText(text: string, at: number): PlaceInText {
  const before = Math.max(0, Math.floor(at / STEP) * STEP - STEP);
  const from = before + text.slice(before, at).lastIndexOf("\n") + 1;
  const isKnown = last.from === from && last.index <= at && last.text === text;
  if (!isKnown) last = startAt(text, from);
  readOn(last, at);
  return last.place;
}

function readOn(reading: Reading, at: number): void {
  const { text, from } = reading;
  for (; reading.index < at && !reading.place.comment; reading.index += 1) {
    const { quote } = reading.place;
    const character = text.charAt(reading.index);
    if (character === "\\") reading.index += 1;
    else if (quote !== "" && character === quote) reading.place = { quote: "", quoteAt: -1, comment: false };
    else if (quote === "" && opensString(text, reading.index)) {
      reading.place = { quote: character, quoteAt: reading.index, comment: false };
    } else if (quote === "" && opensComment(text, reading.index, from)) {
      reading.place = { quote: "", quoteAt: -1, comment: true };
    }
  }
}

/** An apostrophe between letters is none. */
function opensString(text: string, at: number): boolean {
  const character = text.charAt(at);
  if (character !== '"' && character !== "'" && character !== "`") return false;
  return !(character === "'" && /\w/.test(text.charAt(at - 1)) && /\w/.test(text.charAt(at + 1)));
}

function opensComment(text: string, at: number, lineStart: number): boolean {
  const character = text.charAt(at);
  if (character === "/") {
    const next = text.charAt(at + 1);
    return next === "*" || (next === "/" && text.charAt(at - 1) !== ":");
  }
  if (character === "-" || character === "<")
    return COMMENT.test(text.slice(at, at + 4)) && isFirst(text, at, lineStart);
  return (character === "*" || character === "#") && isFirst(text, at, lineStart);
}

/** Of SQL and of markup. */
const COMMENT = /^(?:--\s|<!--)/;

function isFirst(text: string, at: number, lineStart: number): boolean {
  return text.slice(Math.max(lineStart, at - MAX_INDENT), at).trim() === "";
}

const MAX_INDENT = 200;
