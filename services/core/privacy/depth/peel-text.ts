import { decodeRuns } from "./decode-runs.js";
import { joinLiterals } from "./join-literals.js";
import { plainSegments } from "./plain-segments.js";
import { undoDoubledQuotes } from "./undo-doubled-quotes.js";
import { undoEntities } from "./undo-entities.js";
import { undoEscapes } from "./undo-escapes.js";
import { undoPercent } from "./undo-percent.js";
import { undoQuotedPrintable } from "./undo-quoted-printable.js";
import { undoRichText } from "./undo-rich-text.js";

/**
 * Takes one layer off a text: what is encoded in it stands decoded in its place, so that what announced it still stands beside it. Base64,
 * hexadecimal, URL, XML, JSON and script escapes, RTF, quoted-printable, literals in pieces, HL7 with delimiters of its own. Comes back as it is
 * where nothing is encoded; is never longer; in time that grows with the length alone.
 */
export function peelText(text: string): string {
  return STEPS.reduce((rest, step) => step(rest), text);
}

/** What would be destroyed by a later step comes before it. */
const STEPS: readonly ((text: string) => string)[] = [
  decodeRuns,
  undoRichText,
  undoQuotedPrintable,
  undoPercent,
  undoEntities,
  joinLiterals,
  undoEscapes,
  undoDoubledQuotes,
  plainSegments,
];
