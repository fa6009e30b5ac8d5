import type { CompareFinding, CompareReport } from "#schemas/compare-report";
import { type JunitCase, junitDocument } from "../machine/junit-document.js";
import { cutText } from "../text/cut-text.js";
import { describeArtefact } from "../words/describe-artefact.js";
import { describeCompareChange, describeCompareFinding, describeDifference } from "../words/describe-compare.js";

/** A comparison as JUnit XML: one test for the whole, and one failure an artefact that differs. */
export function renderCompareJunit(report: CompareReport): string {
  const properties = [
    ["a", cutText(report.a.selector, 200)],
    ["aDigest", report.a.digest],
    ["b", cutText(report.b.selector, 200)],
    ["bDigest", report.b.digest],
  ] as const;
  const cases = [wholeCase(report), ...report.findings.map(findingCase)];
  return junitDocument("lockstep compare", [{ name: "compare", properties, cases }]);
}

function wholeCase(report: CompareReport): JunitCase {
  const about = { className: "compare", name: "a and b hold the same configuration" };
  if (report.findings.length === 0) return { ...about, outcome: "passed" };
  return { ...about, outcome: "failure", type: "different", message: describeDifference(report) };
}

function findingCase(finding: CompareFinding): JunitCase {
  return {
    className: `compare.${cutText(finding.artefact.kind, 60)}`,
    name: `${describeArtefact(finding)}, ${cutText(finding.artefact.key, 60)}`,
    outcome: "failure",
    type: finding.case,
    message: describeCompareFinding(finding),
    details: finding.changes.slice(0, 50).map((change) => describeCompareChange(change, 200)),
  };
}
