import type { CompareFinding, CompareReport } from "#schemas/compare-report";
import { markdownTable, markdownText } from "../markdown/markdown.js";
import { markdownDiff, markdownSide } from "../markdown/markdown-change.js";
import { markdownDocument } from "../markdown/markdown-document.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { describeArtefact } from "../words/describe-artefact.js";
import { COMPARE_CASE_WORDS, describeDifference, describeSelector } from "../words/describe-compare.js";

const ROWS = 10;
const MAX_CHANGES = 20;

/** A comparison in Markdown: the sentence, at most ten rows, then one section an artefact; at most 60,000 characters. */
export function renderCompareMarkdown(report: CompareReport): string {
  const sides = [`- a: ${outside(describeSelector(report.a))}`, `- b: ${outside(describeSelector(report.b))}`].join(
    "\n",
  );
  return markdownDocument([
    "# Comparison of two configurations",
    `**${markdownText(describeDifference(report))}**`,
    sides,
    ...(report.findings.length === 0 ? [] : [overview(report.findings)]),
    ...report.findings.map(findingSection),
  ]);
}

function overview(findings: readonly CompareFinding[]): string {
  const rows = findings
    .slice(0, ROWS)
    .map((finding) => [
      outside(describeArtefact(finding)),
      COMPARE_CASE_WORDS[finding.case],
      String(finding.changes.length),
    ]);
  const rest = findings.length > ROWS ? `\n\n… and ${count(findings.length - ROWS, "more artefact")}.` : "";
  return `${markdownTable(["Artefact", "What was found", "Changes"], rows)}${rest}`;
}

function findingSection(finding: CompareFinding): string {
  const shown = finding.changes.slice(0, MAX_CHANGES);
  const rows = shown.map((change) => [
    `${outside(change.label)} was ${change.kind}`,
    markdownSide(change.a),
    markdownSide(change.b),
  ]);
  const rest =
    finding.changes.length > shown.length
      ? [`… and ${count(finding.changes.length - shown.length, "more change")}.`]
      : [];
  const diffs = shown.flatMap((change) => markdownDiff(change.diff));
  return [
    `### ${outside(describeArtefact(finding))} was ${COMPARE_CASE_WORDS[finding.case]}`,
    ...(rows.length === 0 ? [] : [markdownTable(["What", "a", "b"], rows)]),
    ...rest,
    ...diffs,
  ].join("\n\n");
}

function outside(text: string): string {
  return markdownText(cutText(text, 300));
}
