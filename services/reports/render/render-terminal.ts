import type { CheckReport, EngineReport } from "#schemas/check-report";
import { groupByFlow, partFindings } from "../findings/order-findings.js";
import { blockingFindings } from "../findings/set-aside-findings.js";
import { writeReviews } from "../review/terminal-reviews.js";
import { writeActions } from "../terminal/terminal-actions.js";
import { writeAlignments } from "../terminal/terminal-alignments.js";
import { writeEngines } from "../terminal/terminal-engines.js";
import { writeFinding } from "../terminal/terminal-finding.js";
import { writeNodes } from "../terminal/terminal-nodes.js";
import { writeNotes } from "../terminal/terminal-notes.js";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { writeParts } from "../terminal/terminal-parts.js";
import { writePassing } from "../terminal/terminal-passing.js";
import { writeVerdict } from "../terminal/terminal-verdict.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { listNoticed, NOTICED_HEADING } from "../words/list-noticed.js";
import { describeNothingOpen, whyNotCompared } from "../words/why-not-compared.js";

/** The answer of `check` for a person at a terminal: verdicts first, then what was read, what differs, what to do. */
export function renderTerminal(report: CheckReport, options: TerminalOptions = {}): string {
  const page = new TerminalPage(options);
  page.add(`Failover readiness of ${cutText(report.estate, 80)}, ${showInstant(report.at)}`);
  if (report.engines.length === 0)
    page.gap().add("UNKNOWN — no engine was checked, so nothing can be said.", { style: "yellow" });
  writeEngines(page, report);
  for (const engine of report.engines) writeEngine(page, engine, report.at, options.findingsLimit ?? 20);
  writeAlignments(page, report.alignments);
  if (report.review !== undefined) writeReviews(page, report.review);
  page.gap().add(`Run ${cutText(report.runId, 80)}`, { style: "dim" });
  return page.toString();
}

function writeEngine(page: TerminalPage, engine: EngineReport, at: string, findingsLimit: number): void {
  writeVerdict(page, engine, at);
  writeParts(page, engine.readiness);
  writeNodes(page, engine);
  writeFindings(page, engine, findingsLimit);
  writePassing(page, engine);
  writeActions(page, engine);
  writeNotes(page, engine);
}

function writeFindings(page: TerminalPage, engine: EngineReport, findingsLimit: number): void {
  const { open, explained, noticed } = partFindings(engine.findings);
  const blocking = blockingFindings(engine).length;
  const unseen = whyNotCompared(engine) !== undefined && open.length === 0;
  const counts = unseen
    ? "nothing was compared"
    : `${open.length} open, ${blocking} blocking, ${explained.length} explained`;
  const more = noticed.length === 0 ? "" : `, ${noticed.length} noticed`;
  page.gap().add(`FINDINGS: ${counts}${more}`, { lead: "  ", style: "bold" });
  if (open.length === 0) page.add(describeNothingOpen(engine), { lead: "    " });
  const shown = open.slice(0, findingsLimit);
  for (const group of groupByFlow(shown)) {
    page.gap().add(`${cutText(group.flow, 80)} (tier ${group.tier})`, { lead: "   ", style: "bold" });
    for (const finding of group.findings) writeFinding(page, finding, engine.baseline !== null);
  }
  const hidden = open.length - shown.length;
  if (hidden > 0)
    page.add(
      `${count(hidden, "less severe finding is", "less severe findings are")} not shown here: use --html or --json.`,
      { lead: "    " },
    );
  writeExplained(page, engine, findingsLimit);
  if (noticed.length > 0) page.gap().add(NOTICED_HEADING, { lead: "   ", style: "bold" });
  for (const line of listNoticed(noticed)) page.add(line, { lead: "    · " });
}

function writeExplained(page: TerminalPage, engine: EngineReport, findingsLimit: number): void {
  const { explained } = partFindings(engine.findings);
  if (explained.length === 0) return;
  page.gap().add("Explained by policy", { lead: "   ", style: "bold" });
  for (const finding of explained.slice(0, findingsLimit)) writeFinding(page, finding, engine.baseline !== null);
  if (explained.length > findingsLimit) page.add(`… and ${explained.length - findingsLimit} more.`, { lead: "    " });
}
