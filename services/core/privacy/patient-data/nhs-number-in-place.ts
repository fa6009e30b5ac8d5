import { isNhsNumber } from "../nhs-number.js";
import type { PatientFinding, PatientRule } from "./patient-rule.js";

/** Valid NHS numbers that stand where an identifier stands: a field of HL7, the value of `"id"` or `"identifier"`. */
export const nhsNumberInPlace: PatientRule = {
  triggers: starts(["|", "^", '"', "'"]),
  find(text, at): PatientFinding | undefined {
    NUMBER.lastIndex = at + 1;
    const number = NUMBER.exec(text)?.[0];
    if (number === undefined || !isNhsNumber(number)) return undefined;
    const isField = text.charAt(at) === "|" || text.charAt(at) === "^";
    if (!isField && !isIdentifier(text, at)) return undefined;
    const end = at + 1 + number.length;
    return { kind: "nhs-number", places: [{ start: at + 1, end }], resumeAt: end };
  },
};

/** What numbers of England, Wales, the Isle of Man (4, 6, 7), Northern Ireland (3) and of tests (9) begin with. */
function starts(marks: readonly string[]): string[] {
  const leads = ["3", "4", "6", "7", "9"].flatMap((lead) => Array.from({ length: 10 }, (_, next) => `${lead}${next}`));
  return marks.flatMap((mark) => leads.map((lead) => mark + lead));
}

const NUMBER = /\d{3}([ .-]?)\d{3}\1\d{4}(?=["'|^~&<\\\s]|$)/y;

const MAX_BEFORE = 60;

function isIdentifier(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - MAX_BEFORE), at);
  return IDENTIFIER.test(before) && !OTHER.test(before.slice(before.search(/[\w$.-]+\W*$/)));
}

const IDENTIFIER =
  /(?:ids?|identifiers?|number|num|subject|person|client)\\{0,3}["']?\]?\s{0,5}[:=]{1,3}\s{0,5}\[?\s{0,5}\\{0,3}$|(?:"value\\{0,3}"|"extension\\{0,3}")\s{0,5}:\s{0,5}\\{0,3}$/i;
/** Numbers of ten digits that are somebody's, and not a patient's. */
const OTHER =
  /order|message|msg|channel|port|time|stamp|phone|tel|fax|mobile|account|event|transaction|batch|request|correlation|control|session|invoice|version|user|meta|site|device|asset/i;
