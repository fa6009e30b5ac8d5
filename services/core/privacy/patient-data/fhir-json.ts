import type { TextSpan } from "../text-span.js";
import { isLiteralData } from "./is-literal-data.js";
import type { PatientFinding, PatientRule } from "./patient-rule.js";

/** Literal names, birth dates, identifiers and addresses of a FHIR Patient or RelatedPerson in JSON, also inside a string. */
export const fhirJson: PatientRule = {
  triggers: ["resourceType"],
  find(text, at): PatientFinding | undefined {
    TYPE.lastIndex = at;
    if (!TYPE.test(text)) return undefined;
    const start = Math.max(0, at - MAX_BEFORE);
    const { end, resumeAt } = endOfObject(text, at);
    const places = findValues(text.slice(start, end), start);
    return { kind: "fhir-patient", places, resumeAt };
  },
};

const TYPE = /resourceType\\{0,3}["']?\s{0,20}:\s{0,20}\\{0,3}["'](?:Patient|RelatedPerson)\b/y;
/** Properties before the type; mostly it is the first. */
const MAX_BEFORE = 1000;
const MAX_AFTER = 20_000;

/** Of an object that goes on past what is read, the second half is looked through again with what follows. */
function endOfObject(text: string, at: number): { end: number; resumeAt: number } {
  const limit = Math.min(text.length, at + MAX_AFTER);
  let depth = 1;
  for (let index = at; index < limit; index += 1) {
    const character = text.charAt(index);
    if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    if (depth === 0) return { end: index, resumeAt: index };
  }
  return { end: limit, resumeAt: limit === text.length ? limit : at + MAX_AFTER / 2 };
}

const PROPERTY =
  /\b(?:family|given|birthDate|value|line|city|district|postalCode|text|div)\\{0,3}["']?\s{0,20}:\s{0,20}(\[[^[\]{}]{0,1000}\]|\\{0,3}"[^"\\\r\n]{0,500}\\{0,3}"|\\{0,3}'[^'\\\r\n]{0,500}\\{0,3}')/g;
const QUOTED = /"([^"\\]{1,500})\\{0,3}"|'([^'\\]{1,500})\\{0,3}'/g;

function findValues(window: string, offset: number): TextSpan[] {
  const places: TextSpan[] = [];
  for (const property of window.matchAll(PROPERTY)) {
    const values = property[1] ?? "";
    const from = property.index + property[0].length - values.length;
    for (const value of values.matchAll(QUOTED)) {
      const data = value[1] ?? value[2] ?? "";
      const start = offset + from + value.index + 1;
      if (isLiteralData(data)) places.push({ start, end: start + data.length });
    }
  }
  return places;
}
