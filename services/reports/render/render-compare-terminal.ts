import type { CompareFinding, CompareReport } from "#schemas/compare-report";
import { writeDiff } from "../terminal/terminal-diff.js";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import {
  describeCompareChange,
  describeCompareFinding,
  describeDifference,
  describeSelector,
} from "../words/describe-compare.js";

/** The answer of `compare` for a person at a terminal: what differs between side a and side b. */
export function renderCompareTerminal(report: CompareReport, options: TerminalOptions = {}): string {
  const page = new TerminalPage(options);
  page.add(describeDifference(report), { style: report.findings.length === 0 ? "green" : "red" });
  page.add(describeSelector(report.a), { lead: "  a: " }).add(describeSelector(report.b), { lead: "  b: " });
  const shown = report.findings.slice(0, options.findingsLimit ?? 50);
  for (const finding of shown) writeCompareFinding(page, finding);
  const hidden = report.findings.length - shown.length;
  if (hidden > 0) page.gap().add(`${count(hidden, "more artefact")} not shown here: use --html or --json.`);
  return page.toString();
}

function writeCompareFinding(page: TerminalPage, finding: CompareFinding): void {
  page.gap().add(describeCompareFinding(finding), { style: "bold" });
  for (const change of finding.changes) {
    page.add(describeCompareChange(change, 120), { lead: "  " });
    if (change.diff !== undefined) writeDiff(page, change.diff, 40);
  }
  page.add(cutText(finding.artefact.path, 200), { lead: "  in ", style: "dim" });
}
