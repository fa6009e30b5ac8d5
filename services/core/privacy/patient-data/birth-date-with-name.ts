import type { TextSpan } from "../text-span.js";
import { isLiteralData } from "./is-literal-data.js";
import type { PatientFinding, PatientRule } from "./patient-rule.js";

/** A literal date of birth with a name beside it, as in notes and test data: `Name: …, DOB: 01/02/1953`. */
export const birthDateWithName: PatientRule = {
  triggers: ["dob", "date of birth", "birthdate", "dateofbirth", "date_of_birth", "birth_date"],
  find(text, at): PatientFinding | undefined {
    BIRTH_DATE.lastIndex = at;
    const date = BIRTH_DATE.exec(text);
    if (date === null) return undefined;
    const dateText = date[1] ?? "";
    const end = at + date[0].length;
    const from = Math.max(0, at - REACH);
    const names = findNames(text.slice(from, end + REACH), from);
    if (names.length === 0) return undefined;
    return { kind: "demographics", places: [...names, { start: end - dateText.length, end }], resumeAt: end };
  },
};

const REACH = 120;
const BIRTH_DATE =
  /(?:dob|date[ _]?of[ _]?birth|birth_?date)\b\\?["']?[\s:=>,(-]{1,10}\\?["']?(\d{1,2}[/. -](?:\d{1,2}|[A-Z][a-z]{2,8})[/. -]\d{4}|\d{4}-?\d{2}-?\d{2})(?!\d)/iy;
const NAME =
  /\b(?:(?:patient|full|first|last|family|given|sur|fore)[ _]?name|name|surname|forename|patient|family|given)\\?["']?\s{0,5}[:=>]\s{0,5}\\?["']?(\p{L}[\p{L}'-]{0,40}\p{L}(?:,? \p{L}[\p{L}'-]{0,40}\p{L}){0,3})/giu;

function findNames(window: string, offset: number): TextSpan[] {
  return [...window.matchAll(NAME)].flatMap((match) => {
    const name = match[1] ?? "";
    const start = offset + match.index + match[0].length - name.length;
    return isLiteralData(name) ? [{ start, end: start + name.length }] : [];
  });
}
