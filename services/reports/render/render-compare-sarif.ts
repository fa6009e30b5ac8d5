import type { Result } from "sarif";
import type { CompareFinding, CompareReport } from "#schemas/compare-report";
import { digestOf } from "#services/core/text/digest";
import { sarifLog } from "../machine/sarif-log.js";
import { sarifAddress, sarifText } from "../machine/sarif-text.js";
import { cutText } from "../text/cut-text.js";
import { COMPARE_CASE_WORDS, describeCompareChange, describeCompareFinding } from "../words/describe-compare.js";

/** A comparison as SARIF 2.1.0, one result an artefact that differs. */
export function renderCompareSarif(report: CompareReport): string {
  const rules = Object.entries(COMPARE_CASE_WORDS).map(([id, words]) => ({
    id: `compare/${id}`,
    shortDescription: { text: `The artefact was ${words}.` },
  }));
  return sarifLog([
    {
      tool: { driver: { name: "Lockstep", rules } },
      columnKind: "utf16CodeUnits",
      invocations: [{ executionSuccessful: true }],
      results: report.findings.map(compareResult),
      properties: { a: sideOf(report.a), b: sideOf(report.b) },
    },
  ]);
}

function compareResult(finding: CompareFinding): Result {
  const { artefact } = finding;
  const changes = finding.changes.slice(0, 20).map((change) => describeCompareChange(change, 200));
  return {
    ruleId: `compare/${finding.case}`,
    kind: "fail",
    level: "warning",
    message: { text: sarifText(`${describeCompareFinding(finding)}. ${changes.join("; ")}`, 20_000) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: sarifAddress(artefact.path) } },
        logicalLocations: [
          {
            name: cutText(artefact.name, 200),
            fullyQualifiedName: cutText(`${artefact.kind}/${artefact.key}`, 200),
            kind: "resource",
          },
        ],
      },
    ],
    partialFingerprints: { "lockstepComparison/v1": digestOf(JSON.stringify(finding)) },
  };
}

function sideOf(side: CompareReport["a"]): Record<string, string | number> {
  return {
    selector: cutText(side.selector, 200),
    digest: side.digest,
    dialect: side.dialect,
    artefacts: side.artefacts,
  };
}
