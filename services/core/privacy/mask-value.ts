import type { Notice } from "#schemas/artefact";
import { formatPath } from "../artefact/change-path.js";
import type { FieldRule } from "../dialect.js";
import type { Mask } from "../mask.js";
import { isHarmlessText } from "./is-harmless-text.js";
import { maskPatientData } from "./mask-patient-data.js";
import { maskSecretsInText } from "./mask-secrets.js";

export interface Masking {
  readonly mask: Mask;
  /** False: message templates are kept as keyed digests only. */
  readonly storeMessageTemplates: boolean;
  /** True when what comes in was masked before: tokens and digests stand for themselves. */
  readonly again?: true;
  /** What a person should know is added here. */
  readonly notices: Notice[];
}

/** Makes the value of a field fit to be stored: a secret becomes a token, a template a digest, all else is looked through. */
export function maskValue(
  text: string,
  rule: Pick<FieldRule, "secret" | "template">,
  masking: Masking,
  segments: readonly string[],
): string {
  if (masking.again && TOKEN.test(text)) return text;
  if (rule.secret) return maskSecret(text, masking.mask);
  if (rule.template && !masking.storeMessageTemplates) return text === "" ? "" : masking.mask.digest(text);
  return maskText(text, masking, segments);
}

const TOKEN = /^(?:masked|digest):[\w-]+:[0-9a-f]{32}$/;

/** A reference such as `${DB.PASSWORD}` is not the secret, and tells a reader where it comes from. */
function maskSecret(text: string, mask: Mask): string {
  if (text === "" || /^\$\{[\w.-]+\}$/.test(text)) return text;
  return mask.token(text);
}

/** Masks the secrets and patient data inside any text; of patient data a notice tells, which never shows it. */
export function maskText(text: string, masking: Masking, segments: readonly string[]): string {
  // A token in what an engine says is text that somebody copied from here: it must not pass for the secret it stands for.
  const own = masking.again ? text : text.replace(TOKENS, (token) => masking.mask.token(token));
  if (isHarmlessText(own)) return own;
  const withoutSecrets = maskSecretsInText(own, masking.mask);
  const masked = maskPatientData(withoutSecrets, masking.mask);
  if (masked.hits === 0) return masked.text;
  masking.notices.push({
    code: "patient-data-masked",
    path: formatPath(segments),
    message: `${masked.hits} place(s) that look like patient data (${masked.kinds.join(", ")}) were masked`,
  });
  return masked.text;
}

const TOKENS = /\b(?:masked|digest):[\w-]{1,32}:[0-9a-f]{32}\b/g;
