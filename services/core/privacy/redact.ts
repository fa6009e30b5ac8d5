import type { Mask } from "../mask.js";
import { encodedForms } from "./encoded-forms.js";
import { isSecretName } from "./is-secret-name.js";
import { maskPatientData } from "./mask-patient-data.js";
import { maskSecretsInText } from "./mask-secrets.js";

/**
 * Makes any value fit for a log: secrets by name, by form and by `knownSecrets` (in clear or encoded) are stars, patient
 * data is named and gone, errors are their code and message, depth, width and length are bounded. Never throws.
 */
export function redactForLog(value: unknown, knownSecrets: readonly string[] = []): unknown {
  const forms = knownSecrets.flatMap(encodedForms).sort((a, b) => b.length - a.length);
  return redactValue(value, { forms, depth: 0 });
}

interface Redaction {
  /** Longest first, so that no rest of a longer form stays. */
  readonly forms: readonly string[];
  readonly depth: number;
}

const MAX_DEPTH = 8;
const MAX_ENTRIES = 200;
const MAX_TEXT = 8192;
const SECRET = "********";
const PATIENT = "[patient data]";

const stars: Mask = { keyId: "log", token: () => SECRET, digest: () => SECRET };
const patients: Mask = { keyId: "log", token: () => PATIENT, digest: () => PATIENT };

function redactValue(value: unknown, redaction: Redaction): unknown {
  if (typeof value === "string") return redactText(value, redaction.forms);
  if (value === null || typeof value === "boolean" || typeof value === "undefined") return value;
  if (typeof value === "number" || typeof value === "bigint") return redactNumber(value, redaction.forms);
  if (typeof value !== "object") return `[${typeof value}]`;
  if (redaction.depth >= MAX_DEPTH) return "[deeper]";
  const deeper = { ...redaction, depth: redaction.depth + 1 };
  try {
    return redactObject(value, deeper);
  } catch {
    return "[unreadable]";
  }
}

function redactObject(value: object, redaction: Redaction): unknown {
  if (value instanceof Error) return redactError(value, redaction);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "[invalid date]" : value.toISOString();
  if (value instanceof URL) return redactText(value.href, redaction.forms);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Map)
    return redactEntries(
      [...value].map(([key, entry]) => [String(key), entry]),
      redaction,
    );
  if (Array.isArray(value) || value instanceof Set) {
    return [...value].slice(0, MAX_ENTRIES).map((entry) => redactValue(entry, redaction));
  }
  return redactEntries(Object.entries(value), redaction);
}

/** Stack and other properties stay behind: what libraries put there (requests, headers) is not ours to judge. */
function redactError(error: Error, redaction: Redaction): Readonly<Record<string, unknown>> {
  const code = "code" in error && typeof error.code === "string" ? redactText(error.code, redaction.forms) : error.name;
  const message = redactText(error.message, redaction.forms);
  return error.cause === undefined ? { code, message } : { code, message, cause: redactValue(error.cause, redaction) };
}

function redactEntries(
  entries: readonly (readonly [string, unknown])[],
  redaction: Redaction,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    entries
      .slice(0, MAX_ENTRIES)
      .map(([key, entry]) => [redactText(key, redaction.forms), redactNamed(key, entry, redaction)]),
  );
}

/** A name gives a short value its meaning: `{ nhsNumber: 9434765919 }`. */
function redactNamed(name: string, value: unknown, redaction: Redaction): unknown {
  if (isSecretName(name)) return value === undefined || value === null || typeof value === "boolean" ? value : SECRET;
  if (typeof value !== "string" && typeof value !== "number") return redactValue(value, redaction);
  if (maskPatientData(`${name.slice(0, 100)}: ${String(value).slice(0, 100)}`, patients).hits > 0) return PATIENT;
  return redactValue(value, redaction);
}

function redactNumber(value: number | bigint, forms: readonly string[]): unknown {
  const text = String(value);
  const redacted = redactText(text, forms);
  return redacted === text && typeof value === "number" ? value : redacted;
}

function redactText(text: string, forms: readonly string[]): string {
  // cut after redaction: a secret that is cut in two is no longer recognised
  const bounded = text.length > MAX_READ ? text.slice(0, MAX_READ) : text;
  const known = forms.reduce((rest, form) => rest.replaceAll(form, SECRET), bounded);
  const redacted = maskPatientData(maskSecretsInText(known, stars), patients).text;
  return redacted.length > MAX_TEXT ? `${redacted.slice(0, MAX_TEXT)}… [${text.length} characters]` : redacted;
}

const MAX_READ = 65_536;
