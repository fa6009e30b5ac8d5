/** One stretch of a text that holds patient data. */
export interface PatientDataHit {
  readonly kind: PatientDataKind;
  readonly start: number;
  readonly end: number;
}

export type PatientDataKind = "nhs-number" | "hl7-segment" | "fhir-patient" | "cda-patient" | "encoded";

/** Finds patient data in a text: literal data only, never a template's references or a mention in documentation. */
export function scanPatientData(_text: string): PatientDataHit[] {
  return [];
}
