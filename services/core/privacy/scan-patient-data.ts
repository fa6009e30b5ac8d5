import { birthDateWithName, titledPerson } from "./patient-data/birth-date-with-name.js";
import { decodeBase64 } from "./patient-data/decode-base64.js";
import { fhirJson } from "./patient-data/fhir-json.js";
import { hl7Segment } from "./patient-data/hl7-segment.js";
import { hl7Xml } from "./patient-data/hl7-xml.js";
import { nhsNumberInContext } from "./patient-data/nhs-number-in-context.js";
import { nhsNumberInPlace } from "./patient-data/nhs-number-in-place.js";
import { patientFieldLiteral } from "./patient-data/patient-field-literal.js";
import { patientMarkup } from "./patient-data/patient-markup.js";
import type { PatientDataKind, PatientFinding, PatientRule } from "./patient-data/patient-rule.js";
import { recordNumber } from "./patient-data/record-number.js";
import type { TextSpan } from "./text-span.js";
import { createTriggerIndex } from "./trigger-index.js";

/** One stretch of a text that holds patient data. */
export interface PatientDataHit extends TextSpan {
  readonly kind: PatientDataKind;
}

/**
 * Finds patient data in a text, in order of place and without overlaps: literal data only, never a template's references
 * or a mention in documentation. Base64 is looked into, and is one hit as a whole.
 */
export function scanPatientData(text: string): PatientDataHit[] {
  if (isAllBase64(text) && isEncodedPatient(text)) {
    return [{ kind: "encoded", start: 0, end: text.length }];
  }
  const findings = lookThrough(text);
  if (findings.length === 0) return [];
  return withoutOverlaps(findings.flatMap(({ kind, places }) => places.map((place) => ({ kind, ...place }))));
}

const MIN_ENCODED = 24;
/** A value that is base64 from end to end, as Mirth's message templates are. */
const WHOLE = /^[A-Za-z0-9+/_\s-]+={0,2}\s*$/;

/** Base64 inside a text: known by how a message, a document or a PID segment begins in it, or by what announces it. */
const encodedPart: PatientRule = {
  triggers: ["TVNI", "C01TSH", "UElE", "PD94", "PFBh", "PENs", "eyJ", "base64,"],
  find(text, at) {
    RUN.lastIndex = at + (text.startsWith("base64,", at) ? "base64,".length : 0);
    const start = RUN.lastIndex;
    const run = RUN.exec(text)?.[0] ?? "";
    const end = start + run.length;
    return { kind: "encoded", places: isEncodedPatient(run) ? [{ start, end }] : [], resumeAt: end };
  },
};
const RUN = /[A-Za-z0-9+/_-]*(?:(?:\\[rn])+[A-Za-z0-9+/_-]+)*={0,2}/y;

export const PATIENT_RULES: readonly PatientRule[] = [
  hl7Segment,
  hl7Xml,
  nhsNumberInContext,
  fhirJson,
  patientMarkup,
  birthDateWithName,
  titledPerson,
  nhsNumberInPlace,
  patientFieldLiteral,
  recordNumber,
  encodedPart,
];

/** True where a text may be one encoded value, which says nothing before it is decoded. */
export function isAllBase64(text: string): boolean {
  return text.length >= MIN_ENCODED && WHOLE.test(text);
}

const lookThrough = createTriggerIndex<PatientFinding>(PATIENT_RULES);

function isEncodedPatient(encoded: string): boolean {
  const decoded = decodeBase64(encoded.replace(/\\[rn]/g, ""));
  return decoded !== undefined && scanPatientData(decoded).length > 0;
}

/** What overlaps becomes one hit, of the kind that begins first. */
function withoutOverlaps(hits: readonly PatientDataHit[]): PatientDataHit[] {
  const joined: PatientDataHit[] = [];
  for (const hit of [...hits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = joined.at(-1);
    if (last === undefined || hit.start >= last.end) joined.push(hit);
    else if (hit.end > last.end) joined[joined.length - 1] = { ...last, end: hit.end };
  }
  return joined;
}
