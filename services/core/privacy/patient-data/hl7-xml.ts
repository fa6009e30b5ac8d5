import { isLiteralData } from "./is-literal-data.js";
import type { PatientFinding, PatientRule } from "./patient-rule.js";
import { personalComponents } from "./personal-components.js";

/** Literal content of a personal field in HL7 v2 as XML: `<PID.5.1>…</PID.5.1>`. */
export const hl7Xml: PatientRule = {
  triggers: ["<PID.", "<NK1.", "&lt;PID.", "&lt;NK1."],
  find(text, at): PatientFinding | undefined {
    FIELD.lastIndex = at;
    const field = FIELD.exec(text);
    if (field === null || !holdsData(field[1] ?? "", Number(field[2]), Number(field[3] ?? 0))) return undefined;
    const start = at + field[0].length;
    CONTENT.lastIndex = start;
    const content = CONTENT.exec(text)?.[0] ?? "";
    if (!isLiteralData(content)) return undefined;
    return { kind: "hl7-xml", places: [{ start, end: start + content.length }], resumeAt: start + content.length };
  },
};

const FIELD = /(?:<|&lt;)(PID|NK1)\.(\d{1,2})(?:\.(\d{1,2}))?(?:\.\d{1,2})?(?:>|&gt;)/iy;
const CONTENT = /(?:(?!&lt;)[^<]){0,500}/y;

function holdsData(segment: string, field: number, component: number): boolean {
  const components = personalComponents(segment.toUpperCase())[field];
  return components !== undefined && (component === 0 || components.includes(component));
}
