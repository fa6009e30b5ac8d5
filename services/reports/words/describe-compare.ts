import type { CompareChange, CompareFinding, CompareReport, CompareSide } from "#schemas/compare-report";
import { escapeText } from "#services/core/text/escape-text";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { describeArtefact } from "./describe-artefact.js";
import { describeSide } from "./describe-finding.js";

/** Whether a and b are the same, derived from the list that is shown. */
export function describeDifference(report: CompareReport): string {
  if (report.findings.length === 0) return "SAME — a and b hold the same configuration.";
  const number = (which: CompareFinding["case"]): number =>
    report.findings.filter((finding) => finding.case === which).length;
  const parts = `${number("changed")} changed, ${number("missing")} missing, ${number("unexpected")} unexpected`;
  return `DIFFERENT — ${count(report.findings.length, "artefact differs", "artefacts differ")} between a and b: ${parts}.`;
}

/** What a side is: its selector, how much it holds, and its digest. */
export function describeSelector(side: CompareSide): string {
  return `${cutText(side.selector, 200)} (${count(side.artefacts, "artefact")}, ${escapeText(side.digest.slice(0, 23))}, read by ${cutText(side.dialect, 60)})`;
}

/** `channel 'PAS ADT In' was missing: on a and not on b`. */
export function describeCompareFinding(finding: CompareFinding): string {
  return `${describeArtefact(finding)} was ${COMPARE_CASE_WORDS[finding.case]}`;
}

/** `Remote port was changed: a 6661, b 7777`. */
export function describeCompareChange(change: CompareChange, maxCharacters: number): string {
  const white = change.whitespaceOnly === true ? " in white space only" : "";
  const sides = `a ${describeSide(change.a, maxCharacters)}, b ${describeSide(change.b, maxCharacters)}`;
  return `${cutText(change.label, maxCharacters)} was ${change.kind}${white}: ${sides}`;
}

export const COMPARE_CASE_WORDS = {
  missing: "missing: on a and not on b",
  unexpected: "unexpected: on b and not on a",
  changed: "changed",
} as const satisfies Record<CompareFinding["case"], string>;
