import { isLiteralData } from "./is-literal-data.js";
import type { PatientFinding, PatientRule } from "./patient-rule.js";

/** A hospital's own number of a patient after the word for it (`MRN: A123456`), and a CHI number by its date of birth. */
export const recordNumber: PatientRule = {
  triggers: ["mrn", "hospital n", "hospitaln", "hospital_n", "casenote n", "chi"],
  find(text, at): PatientFinding | undefined {
    RECORD.lastIndex = at;
    const number = RECORD.exec(text);
    const digits = number?.[1] ?? number?.[2] ?? "";
    if (number === null || !isLiteralData(digits) || /[a-z]/i.test(text.charAt(at - 1)) || isSample(digits))
      return undefined;
    const end = at + number[0].length;
    return { kind: "record-number", places: [{ start: end - digits.length, end }], resumeAt: end };
  },
};

const RECORD =
  /(?:(?:mrn|hospital[ _]?(?:no|num|number)|casenote[ _]?(?:no|number))\.?(?:[\s"':=#(\]\\-]|is\s){1,12}([a-z]{0,4}\d{5,10})|chi(?:[ _]?(?:no|num|number))?\.?(?:[\s"':=#(\]\\-]|is\s){1,12}((?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{6}))(?![\w]|[.-]\d)/iy;

/** `1234567`, `0000000` */
function isSample(digits: string): boolean {
  const figures = digits.replace(/\D/g, "");
  return "01234567890".includes(figures) || /^(\d)\1*$/.test(figures);
}
