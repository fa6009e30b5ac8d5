import type { TextSpan } from "../text-span.js";
import { isLiteralData } from "./is-literal-data.js";
import type { PatientFinding, PatientRule } from "./patient-rule.js";
import { WRITTEN_WORD } from "./written-word.js";

/** A literal date of birth with a name beside it, as in notes and test data: `Name: …, DOB: 01/02/1953`, `… was born on …`. */
export const birthDateWithName: PatientRule = {
  triggers: [
    "dob",
    "d.o.b",
    "date of birth",
    "birthdate",
    "birth date",
    "dateofbirth",
    "date_of_birth",
    "birth_date",
    "born",
  ],
  find(text, at): PatientFinding | undefined {
    BIRTH_DATE.lastIndex = at;
    const date = BIRTH_DATE.exec(text);
    if (date === null) return undefined;
    const dateText = date[1] ?? "";
    const end = at + date[0].length;
    const from = Math.max(0, at - REACH);
    const names = [
      ...findNames(text.slice(from, end + REACH), NAME, from),
      ...findNames(text.slice(Math.max(from, at - NEAR), at), WRITTEN_NAME, Math.max(from, at - NEAR)),
      ...findNames(text.slice(end, end + NEAR), WRITTEN_NAME, end),
    ];
    const places = names.length === 0 ? [] : [...names, { start: end - dateText.length, end }];
    return { kind: "demographics", places, resumeAt: end };
  },
};

/** A person by title with a date right behind: `Mrs Ada Quill, 17/03/1953`. */
export const titledPerson: PatientRule = {
  triggers: ["mr ", "mr. ", "mrs ", "mrs. ", "ms ", "miss ", "master "],
  find(text, at): PatientFinding | undefined {
    if (/[a-z]/i.test(text.charAt(at - 1))) return undefined;
    TITLED.lastIndex = at;
    const [whole, name = "", date = ""] = TITLED.exec(text) ?? [];
    if (whole === undefined) return undefined;
    const start = at + whole.indexOf(name);
    const end = at + whole.length;
    const places = [
      { start, end: start + name.length },
      { start: end - date.length, end },
    ];
    return { kind: "demographics", places, resumeAt: end };
  },
};

const REACH = 120;
const NEAR = 60;
const DATE = String.raw`\d{1,2}(?:st|nd|rd|th)?[/. -](?:\d{1,2}|[A-Z][a-z]{2,8})[/., -]{1,2}(?:\d{4}|\d{2})|\d{4}[-/.]?\d{2}[-/.]?\d{2}`;
const BIRTH_DATE = new RegExp(
  String.raw`(?:dob|d\.o\.b|date[ _]?of[ _]?birth|birth[ _]?date|born)\b\.?\\?["']?[\s:=>,(-]{1,10}(?:(?:is|was|on)\s){0,2}\\?["']?(${DATE})(?!\d)`,
  "iy",
);
const NAME =
  /\b(?:(?:patient|full|first|last|family|given|sur|fore)[ _]?name|name|surname|forename|patient|family|given)\\?["']?\s{0,5}[:=>]\s{0,5}\\?["']?(\p{L}[\p{L}'-]{0,40}\p{L}(?:,? \p{L}[\p{L}'-]{0,40}\p{L}){0,3})/giu;
/** Two capitalised words at least that are no words of a form: `Ada Quill`, `QUILL, Ada`. */
const WRITTEN_NAME = new RegExp(
  String.raw`(?<![\p{L}\d_.])(${WRITTEN_WORD}(?:,? (?:\p{Lu}\.? )?${WRITTEN_WORD}){1,3})(?![\p{L}\d_(])`,
  "gu",
);
const TITLED = new RegExp(
  String.raw`[Mm](?:rs?|s|iss|aster)\.? (\p{Lu}[\p{L}'-]{0,40}(?: \p{Lu}[\p{L}'.-]{0,40}){0,3})[\s,(:-]{1,6}(?:(?:dob|DOB|born|d\.o\.b\.)[\s:.]{1,5}(?:on )?)?(${DATE})(?!\d)`,
  "uy",
);

function findNames(window: string, pattern: RegExp, offset: number): TextSpan[] {
  return [...window.matchAll(pattern)].flatMap((match) => {
    const name = match[1] ?? "";
    const start = offset + match.index + match[0].length - name.length;
    return isLiteralData(name) ? [{ start, end: start + name.length }] : [];
  });
}
