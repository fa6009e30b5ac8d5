import type { TextSpan } from "../text-span.js";
import { isLiteralData } from "./is-literal-data.js";
import type { PatientFinding, PatientRule } from "./patient-rule.js";

/** Literal names, birth dates, identifiers and addresses inside a patient's element: FHIR XML, CDA, a PAS's own XML. */
export const patientMarkup: PatientRule = {
  triggers: ["<patient", "&lt;patient", ":patient"],
  find(text, at): PatientFinding | undefined {
    ELEMENT.lastIndex = at;
    const element = ELEMENT.exec(text);
    const name = element?.[1];
    if (element === null || name === undefined) return undefined;
    const start = at + element[0].length;
    const { end, resumeAt } = endOfElement(text, start, name);
    const places = findData(text.slice(start, end), start);
    return { kind: /fhir/i.test(text.slice(at, start)) ? "fhir-patient" : "cda-patient", places, resumeAt };
  },
};

const ELEMENT = /(?:<|&lt;|:)(patient(?:Role)?)\b(?:(?!&gt;)[^<>]){0,500}(?:>|&gt;)/iy;
const MAX_ELEMENT = 20_000;

const CLOSING = {
  patient: /(?:<|&lt;)\/(?:[\w-]{1,20}:)?patient/i,
  patientrole: /(?:<|&lt;)\/(?:[\w-]{1,20}:)?patientRole/i,
};

/** Of an element that goes on past what is read, the second half is looked through again with what follows. */
function endOfElement(text: string, start: number, name: string): { end: number; resumeAt: number } {
  const window = text.slice(start, start + MAX_ELEMENT);
  const close = window.search(name.length > "patient".length ? CLOSING.patientrole : CLOSING.patient);
  const end = start + (close === -1 ? window.length : close);
  const isWhole = close !== -1 || end === text.length;
  return { end, resumeAt: isWhole ? end : start + MAX_ELEMENT / 2 };
}

const PERSONAL =
  "family|given|birthDate|birthTime|value|line|city|postalCode|streetAddressLine|telecom|id|name|text|surname|forename|firstName|lastName|dob|dateOfBirth|nhsNumber|address";
const ATTRIBUTE = new RegExp(
  `(?:<|&lt;)(?:[\\w-]{1,20}:)?(?:${PERSONAL})\\s[^<>]{0,200}?\\b(?:value|extension)\\s?=\\s?\\\\?(?:(?:"|&quot;)([^"<>&\\\\]{2,300})|'([^'<>&\\\\]{2,300}))`,
  "gi",
);
const CONTENT = new RegExp(
  `(?:<|&lt;)(?:[\\w-]{1,20}:)?(?:${PERSONAL}|div|p)(?:\\s(?:(?!&gt;)[^<>]){0,200})?(?:>|&gt;)([^<>&]{2,500})`,
  "gi",
);

function findData(window: string, offset: number): TextSpan[] {
  return [...window.matchAll(ATTRIBUTE), ...window.matchAll(CONTENT)].flatMap((match) => {
    const value = match[1] ?? match[2] ?? "";
    const start = offset + match.index + match[0].length - value.length;
    return isLiteralData(value) && !/^(?:urn:|https?:|\d+(?:\.\d+){3,}$)/.test(value)
      ? [{ start, end: start + value.length }]
      : [];
  });
}
