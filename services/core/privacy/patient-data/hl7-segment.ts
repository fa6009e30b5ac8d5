import { isLiteralData, withoutReferences } from "./is-literal-data.js";
import type { PatientDataKind, PatientFinding, PatientRule } from "./patient-rule.js";
import { personalComponents } from "./personal-components.js";

/** The fields of a PID, NK1, MRG, GT1 or IN1 segment with literal data; the segment's name stays readable. */
export const hl7Segment: PatientRule = {
  triggers: ["PID|", "NK1|", "MRG|", "GT1|", "IN1|"],
  find(text, at): PatientFinding | undefined {
    if (!startsSegment(text, at)) return undefined;
    const segment = text.slice(at, at + 3).toUpperCase();
    const start = at + 4;
    const window = text.slice(start, start + MAX_SEGMENT);
    const content = window.slice(0, endOfSegment(window));
    const end = start + content.length;
    return {
      kind: KINDS.get(segment) ?? "hl7-other",
      places: holdsData(segment, content) ? [{ start, end }] : [],
      resumeAt: end,
    };
  },
};

const KINDS: ReadonlyMap<string, PatientDataKind> = new Map([
  ["PID", "hl7-pid"],
  ["NK1", "hl7-nk1"],
]);

/** References are taken out first: `" + surname + "` may hold a separator. */
function holdsData(segment: string, content: string): boolean {
  const fields = ["", ...withoutReferences(content).split("|")];
  return Object.entries(personalComponents(segment)).some(([field, components]) =>
    (fields[Number(field)] ?? "").split("~").some((repetition) => {
      const parts = ["", ...repetition.split("^")];
      return components.some((component) => isLiteralData(parts[component] ?? ""));
    }),
  );
}

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
