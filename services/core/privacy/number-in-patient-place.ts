import { formatPath } from "../artefact/change-path.js";
import type { Masking } from "./mask-value.js";
import { isNhsNumber } from "./nhs-number.js";
import { scanPatientData } from "./scan-patient-data.js";

/**
 * True for an NHS number that stands alone where a name around it speaks of patients (`nhsNumbers`, `Patient`, a column
 * `MRN`): by the same words as within a text.
 */
export function isNumberInPatientPlace(text: string, around: readonly string[]): boolean {
  if (!couldBeNumber(text) || !isNhsNumber(text)) return false;
  return around.some((name) => scanPatientData(`${name.slice(-MAX_NAME)} ${text}`).length > 0);
}

/** Cheap, and true of nearly no text. */
export function couldBeNumber(text: string): boolean {
  return text.length >= 10 && text.length <= 16 && /^\d{3}/.test(text);
}

/** So that the word of a name is in reach of the number. */
const MAX_NAME = 48;

/** Masks such a number as a whole, and tells of it. */
export function maskNumber(text: string, masking: Masking, segments: readonly string[]): string {
  masking.notices.push({
    code: "patient-data-masked",
    path: formatPath(segments),
    message: "1 place(s) that look like patient data (nhs-number) were masked",
  });
  return masking.mask.token(text);
}
