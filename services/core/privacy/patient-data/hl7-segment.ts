import type { TextSpan } from "../text-span.js";
import { isLiteralData, withoutReferences } from "./is-literal-data.js";
import type { PatientDataKind, PatientFinding, PatientRule } from "./patient-rule.js";
import { personalComponents } from "./personal-components.js";

/**
 * The fields of a PID, NK1, MRG, GT1 or IN1 segment with literal data; of a segment that is about somebody only in part (a
 * query, a result, a segment of the PAS's own) the fields that say who or what. The segment's name stays readable.
 */
export const hl7Segment: PatientRule = {
  triggers: ["PID|", "NK1|", "MRG|", "GT1|", "IN1|", "QRD|", "QPD|", "OBX|", "ZPI|", "PD1|"],
  find(text, at): PatientFinding | undefined {
    if (!startsSegment(text, at)) return undefined;
    const segment = text.slice(at, at + 3).toUpperCase();
    const start = at + 4;
    const window = text.slice(start, start + MAX_SEGMENT);
    const content = window.slice(0, endOfSegment(window));
    const end = start + content.length;
    const fields = personalFields(segment, content, start);
    const places = fields.length > 0 && !IN_PART.has(segment) ? [{ start, end }] : fields;
    return { kind: KINDS.get(segment) ?? "hl7-other", places, resumeAt: end };
  },
};

const KINDS: ReadonlyMap<string, PatientDataKind> = new Map([
  ["PID", "hl7-pid"],
  ["NK1", "hl7-nk1"],
]);

const IN_PART = new Set(["QRD", "QPD", "OBX", "ZPI", "PD1"]);

/** References are taken out first, as many characters of no meaning in their place: `" + surname + "` may hold a separator. */
function personalFields(segment: string, content: string, offset: number): readonly TextSpan[] {
  const components = personalComponents(segment);
  const places: TextSpan[] = [];
  let start = offset;
  const fields = withoutReferences(content, " ").split("|");
  const carried = segment === "OBX" && /^(?:ED|RP)$/.test(fields[1] ?? "");
  for (const [index, field] of fields.entries()) {
    const end = start + field.length;
    const data = carried ? field.split("^").slice(4).join("^") : field;
    if (holdsData(data, components[index + 1] ?? [])) places.push({ start, end });
    start = end + 1;
  }
  return places;
}

function holdsData(field: string, components: readonly number[]): boolean {
  return field.split("~").some((repetition) => {
    const parts = ["", ...repetition.split("^")];
    return components.some((component) => {
      const part = parts[component] ?? "";
      return isLiteralData(part) && !QUERIED_FIELD.test(part);
    });
  });
}

/** What a query asks by, and not whom. */
const QUERIED_FIELD = /^@[A-Z\d]{3}\.[\d.]{1,8}$/;

const MAX_SEGMENT = 8192;

/** After a letter only where that letter is the end of an escaped line break, as in `'…\rPID|…'`. */
function startsSegment(text: string, at: number): boolean {
  return !/\w/.test(text.charAt(at - 1)) || /\\[rn]$|\\u000[da]$|\\x0[da]$/i.test(text.slice(Math.max(0, at - 6), at));
}

/** Ends at a line break, also an escaped one, at markup, at the end of the string it stands in. */
function endOfSegment(window: string): number {
  const end = window.search(SEGMENT_END);
  return end === -1 ? window.length : end;
}

/** HL7 messages end in FS. */
const SEGMENT_END =
  /[\r\n\x1c]|\\+[rn]|\\+u000[da]|\\+x0[da]|&#(?:x0?[da]|1[03]);|%0[da]|"|`|'\s{0,20}(?:[;,)+\]}]|$)|<|\]\]>/i;
