import { isNhsNumber } from "../nhs-number.js";
import type { TextSpan } from "../text-span.js";
import type { PatientFinding, PatientRule } from "./patient-rule.js";

/**
 * Valid NHS numbers, and those of Scotland (CHI) and Northern Ireland (H&C), which have the same check digit, near a word that
 * says what they are; ten digits alone may be a time, a port or an order number.
 */
export const nhsNumberInContext: PatientRule = {
  triggers: [
    "nhs",
    "patient",
    "pid",
    "nk1",
    "pas",
    "mrn",
    "chi",
    "h&c",
    "h&amp;c",
    "hcn",
    "dob",
    "born",
    "2.16.840.1.113883.2.1.4.1",
    "2.16.840.1.113883.2.1.3.2.4.18.23",
  ],
  find(text, at): PatientFinding | undefined {
    CONTEXT.lastIndex = at;
    const word = CONTEXT.exec(text)?.[0];
    if (word === undefined) return undefined;
    const from = Math.max(0, at - REACH - MAX_NUMBER);
    const to = at + word.length + REACH + MAX_NUMBER;
    const places = findNumbers(text, from, to);
    return places.length === 0 ? undefined : { kind: "nhs-number", places, resumeAt: at + word.length };
  },
};

/** Characters between the word and the number. */
const REACH = 48;
const MAX_NUMBER = 16;
const CONTEXT =
  /nhs|patient|(?<![a-z])(?:pid|pas|hcn|dob|born)(?![a-z])|(?<![a-z])chi(?:[ _-]?n(?:o|um|umber))?(?![a-z])|h&(?:amp;)?c|mrn|nk1|2\.16\.840\.1\.113883\.2\.1\.(?:4\.1|3\.2\.4\.18\.23)/iy;
/** Not part of a longer number, a decimal, a hexadecimal id or an object identifier. */
const TEN_DIGITS =
  /(?<![\da-f]|\d[.-]|[\da-f]-)\d{3}([ \t.\u00a0\u2009\u202f-]{0,3})\d{3}\1\d{4}(?!\d|[.-]\d|-?[a-f][\da-f]{2})/gi;

function findNumbers(text: string, from: number, to: number): TextSpan[] {
  // one character more on each side, so that the ends of a longer number are seen
  const start = Math.max(0, from - 2);
  return [...text.slice(start, to + 2).matchAll(TEN_DIGITS)]
    .filter((match) => isNhsNumber(match[0]))
    .map((match) => ({ start: start + match.index, end: start + match.index + match[0].length }));
}
