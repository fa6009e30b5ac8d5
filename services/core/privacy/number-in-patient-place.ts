import { formatPath } from "../artefact/change-path.js";
import type { Masking } from "./mask-value.js";
import { isNhsNumber } from "./nhs-number.js";
import { scanPatientData } from "./scan-patient-data.js";
import { replaceSpans, type TextSpan } from "./text-span.js";

/**
 * Masks each NHS number that stands alone in a text, or beside other words of it (`9991457720^North`), where a name around it
 * speaks of patients (`nhsNumbers`, `Patient`, a column `MRN`): by the same words as within a text. Tells of it.
 */
export function maskNumbersInPlace(
  text: string,
  around: readonly string[],
  masking: Masking,
  segments: readonly string[],
): string {
  const places = findNumbersInPlace(text, around);
  if (places.length === 0) return text;
  masking.notices.push({
    code: "patient-data-masked",
    path: formatPath(segments),
    message: `${places.length} place(s) that look like patient data (nhs-number) were masked`,
  });
  return replaceSpans(text, places, (number) => masking.mask.token(number));
}

function findNumbersInPlace(text: string, around: readonly string[]): TextSpan[] {
  if (!couldHoldNumber(text)) return [];
  return [...text.matchAll(NUMBER)]
    .filter(([number]) => isNhsNumber(number) && around.some((name) => speaksOfPatients(name, number)))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** Cheap, and true of few texts. What is longer is a document, and speaks for itself. */
export function couldHoldNumber(text: string): boolean {
  return text.length >= 10 && text.length <= MAX_LENGTH && DIGITS.test(text);
}

const MAX_LENGTH = 200;
const DIGITS = /\d{3}[^\d\n]{0,3}\d{3}[^\d\n]{0,3}\d{4}/;
/** Not part of a longer number, a decimal, an id or a name. */
const NUMBER =
  /(?<![\w-]|\d\.)\d{3}[ \t.\u00a0\u2009\u202f-]{0,3}\d{3}[ \t.\u00a0\u2009\u202f-]{0,3}\d{4}(?![\w-]|\.\d)/g;

function speaksOfPatients(name: string, number: string): boolean {
  return scanPatientData(`${name.slice(-MAX_NAME)} ${number}`).length > 0;
}

/** So that the word of a name is in reach of the number. */
const MAX_NAME = 48;
