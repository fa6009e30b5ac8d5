import type { TextSpan } from "../text-span.js";
import type { TriggeredRule } from "../trigger-index.js";

export type PatientDataKind =
  | "nhs-number"
  | "hl7-pid"
  | "hl7-nk1"
  | "hl7-other"
  | "hl7-xml"
  | "fhir-patient"
  | "cda-patient"
  | "demographics"
  | "record-number"
  | "encoded";

/** The stretches of patient data found at one place, and where the rule looks on. */
export interface PatientFinding {
  readonly kind: PatientDataKind;
  readonly places: readonly TextSpan[];
  readonly resumeAt: number;
}

export type PatientRule = TriggeredRule<PatientFinding>;
