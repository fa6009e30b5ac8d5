import { SECRET_RULES } from "./mask-secrets.js";
import type { PatientFinding } from "./patient-data/patient-rule.js";
import { isAllBase64, PATIENT_RULES } from "./scan-patient-data.js";
import type { SecretFinding } from "./secrets/secret-rule.js";
import { createTriggerIndex } from "./trigger-index.js";

const lookThrough = createTriggerIndex<SecretFinding | PatientFinding>([...SECRET_RULES, ...PATIENT_RULES]);

/**
 * True for a text in which there is nothing to mask, neither a secret nor patient data: nearly every one. It is read once
 * for both.
 */
export function isHarmlessText(text: string): boolean {
  if (isAllBase64(text)) return false;
  return lookThrough(text).every((finding) => ("secrets" in finding ? finding.secrets : finding.places).length === 0);
}
