import type { TextSpan } from "../text-span.js";

/** Finds addresses of homes, from the number of the house to the postcode; one that stands beside the name of an organisation is that one's. */
export function findAddresses(text: string): TextSpan[] {
  return [...text.matchAll(POSTCODE)].flatMap(({ index, 0: postcode }) => {
    const from = Math.max(0, index - REACH);
    const before = text.slice(from, index);
    const street = [...before.matchAll(STREET)].at(-1);
    if (street === undefined) return [];
    const start = from + street.index;
    const end = index + postcode.length;
    const around = text.slice(Math.max(0, start - NEAR), end + NEAR);
    return ORGANISATION.test(around) ? [] : [{ start, end }];
  });
}

const REACH = 140;
const NEAR = 70;
const POSTCODE = /(?<![A-Za-z\d])(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2})(?![A-Za-z\d])/g;
const STREET =
  /(?<![\w.])(?:Flat \d{1,3}[a-z]?,? )?\d{1,4}[A-Za-z]?,? (?:[A-Z][A-Za-z'-]{1,30} ){1,3}(?:Road|Street|Avenue|Lane|Close|Drive|Row|Way|Court|Terrace|Crescent|Gardens|Grove|Place|Square|Walk|Hill|Mews|View|Rise|Park|Rd|St|Ave|Ln)\b/gi;
const ORGANISATION =
  /(?<![\w.-])(?:hospital|practice|surgery|trust|clinic|centre|center|ward|department|dept|infirmary|pharmacy|limited|ltd|plc|university|laborator(?:y|ies)|office|board|council|headquarters|supplier|vendor|support|company|registered)(?![\w.-]*\.\w|\w)/i;
