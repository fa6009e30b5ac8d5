import type { TextSpan } from "../text-span.js";
import { isLiteralData } from "./is-literal-data.js";
import type { PatientFinding, PatientRule } from "./patient-rule.js";
import { WRITTEN_WORD } from "./written-word.js";

/**
 * A hospital's own number of a patient after the word for it (`MRN: A123456`), with the name right behind it, and a CHI
 * number by its date of birth. A sample's number is none, the name behind it is; so is one behind a token of ours.
 */
export const recordNumber: PatientRule = {
  triggers: ["mrn", "hospital n", "hospitaln", "hospital_n", "casenote n", "chi"],
  find(text, at): PatientFinding | undefined {
    RECORD.lastIndex = at;
    const number = RECORD.exec(text);
    if (number === null || /[a-z]/i.test(text.charAt(at - 1))) return undefined;
    const digits = number[1] ?? number[2] ?? "";
    const end = at + number[0].length;
    const name = findName(text, end);
    const isNumber = digits !== "" && isLiteralData(digits) && !isSample(digits);
    const places = [...(isNumber ? [{ start: end - digits.length, end }] : []), ...name];
    return places.length === 0 ? undefined : { kind: "record-number", places, resumeAt: places.at(-1)?.end ?? end };
  },
};

const RECORD =
  /(?:(?:mrn|hospital[ _]?(?:no|num|number)|casenote[ _]?(?:no|number))\.?(?:[\s"':=#(\]\\-]|is\s){1,12}(?:([a-z]{0,4}\d{5,10})|masked:[\w.-]{1,64}:[0-9a-f]{32})|chi(?:[ _]?(?:no|num|number))?\.?(?:[\s"':=#(\]\\-]|is\s){1,12}((?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{6}))(?![\w]|[.-]\d)/iy;

function findName(text: string, at: number): readonly TextSpan[] {
  NAME_BEHIND.lastIndex = at;
  const [start, end] = NAME_BEHIND.exec(text)?.indices?.[1] ?? [0, 0];
  return start === end ? [] : [{ start, end }];
}

const NAME_BEHIND = new RegExp(
  String.raw`[ \t]{0,3}[ \t,:;(-][ \t]{0,3}((?:${WRITTEN_WORD})(?:,? (?:\p{Lu}\.? )?${WRITTEN_WORD}){0,3})(?![\p{L}\d_(.])`,
  "duy",
);

/** `1234567`, `0000000` */
function isSample(digits: string): boolean {
  const figures = digits.replace(/\D/g, "");
  return "01234567890".includes(figures) || /^(\d)\1*$/.test(figures);
}
