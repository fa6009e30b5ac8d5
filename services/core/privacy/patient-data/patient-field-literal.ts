import { readExpression } from "../secrets/read-expression.js";
import { isLiteralData } from "./is-literal-data.js";
import type { PatientFinding, PatientRule } from "./patient-rule.js";
import { personalComponents } from "./personal-components.js";

/** Literal data that a script gives to a personal field or compares one with: `msg['PID']['PID.5']['PID.5.1'] = 'SMITH'`. */
export const patientFieldLiteral: PatientRule = {
  triggers: ["PID.", "PID-", "NK1.", "NK1-", "MRG.", "GT1.", "IN1."],
  find(text, at): PatientFinding | undefined {
    FIELD.lastIndex = at;
    const field = FIELD.exec(text);
    if (field === null || !holdsData(field[1] ?? "", Number(field[2]), Number(field[3] ?? 0))) return undefined;
    const start = at + field[0].length;
    const { values } = readExpression(text, start);
    const places = values.filter((value) => isLiteralData(text.slice(value.start, value.end).replace(LINE_BREAK, "")));
    return { kind: "hl7-other", places, resumeAt: start };
  },
};

/** The field in an index or a path, then what gives it a value or compares it. */
const FIELD =
  /(PID|NK1|MRG|GT1|IN1)[.-](\d{1,2})(?:\(\d{1,2}\))?(?:[.-](\d{1,2}))?(?:[.-]\d{1,2})?\\{0,3}["'](?:\s{0,5}\](?:\s{0,5}\[(?!\s{0,5}["']\w{3}\.)[^\]\r\n]{0,40}\]){0,4}(?:\.(?:toString|text|trim)\(\)){0,2}\s{0,5}(?:[=!]={0,2}|\+=|\.equals(?:IgnoreCase)?\s{0,3}\()|\s{0,5},)\s{0,10}/iy;

/** HL7's own, in text: `\\.br\\`. */
const LINE_BREAK = /\\{1,4}\.br\\{1,4}/g;

function holdsData(segment: string, field: number, component: number): boolean {
  const components = personalComponents(segment.toUpperCase())[field];
  return components !== undefined && (component === 0 || components.includes(component));
}
