import type { CheckReport, EngineReport } from "#schemas/check-report";
import { partFindings } from "../findings/order-findings.js";
import { blockingFindings } from "../findings/set-aside-findings.js";
import { markdownText } from "../markdown/markdown.js";
import { markdownActions } from "../markdown/markdown-actions.js";
import { markdownAlignments } from "../markdown/markdown-alignments.js";
import { markdownCoverage } from "../markdown/markdown-coverage.js";
import { markdownDocument } from "../markdown/markdown-document.js";
import { markdownEngines } from "../markdown/markdown-engines.js";
import {
  explainedSection,
  findingSections,
  findingsSection,
  noticedSection,
  ticketsSection,
} from "../markdown/markdown-findings.js";
import { markdownNotes } from "../markdown/markdown-notes.js";
import { markdownParts } from "../markdown/markdown-parts.js";
import { markdownPassing } from "../markdown/markdown-passing.js";
import { markdownReviews } from "../review/markdown-reviews.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { describeOverrides } from "../words/describe-override.js";
import { describeAge, headlineOf } from "../words/headline.js";
import { standingOf, wordOf } from "../words/standing.js";

/**
 * What a CAB reviewer reads in half a minute: the sentence, the effect on failover, ten rows, the ticket test by test.
 * Nothing from outside can become markup, a mention, a reference or a link; at most 60,000 characters.
 */
export function renderMarkdown(report: CheckReport): string {
  const title = `# Failover readiness of ${outside(report.estate)}, ${markdownText(showInstant(report.at))}`;
  const none = report.engines.length === 0 ? ["**UNKNOWN**: no engine was checked, so nothing can be said."] : [];
  const heads = report.engines.flatMap((engine) => engineSections(engine, report.at));
  const reviews = report.review === undefined ? [] : markdownReviews(report.review);
  const details = report.engines.flatMap((engine) => findingSections(engine));
  return markdownDocument([
    title,
    ...none,
    ...markdownEngines(report),
    ...heads,
    ...markdownAlignments(report.alignments),
    ...reviews,
    provenance(report),
    ...details,
  ]);
}

function engineSections(engine: EngineReport, at: string): readonly string[] {
  const { open, explained, noticed } = partFindings(engine.findings);
  return [
    verdictSection(engine, at),
    ...markdownActions(engine),
    ...markdownNotes(engine),
    findingsSection(engine),
    ...ticketsSection(open),
    ...markdownPassing(engine),
    ...markdownParts(engine.readiness),
    ...markdownCoverage(engine),
    ...explainedSection(explained),
    ...noticedSection(noticed),
  ];
}

function verdictSection(engine: EngineReport, at: string): string {
  const standing = standingOf(engine, at);
  const word = wordOf(standing);
  const blocking = blockingFindings(engine).length;
  const corrections = standing.corrections.map(
    (correction) => `; shown worse than recorded, because ${markdownText(correction)}`,
  );
  return [
    `## ${outside(engine.engineId)}: ${word}`,
    "",
    `**${markdownText(headlineOf(engine, standing))}**`,
    "",
    ...describeOverrides(engine.readiness).map((line) => `- **${markdownText(line)}**`),
    `- Effect on failover: ${standing.verdict === "ready" && !standing.byOverride ? "none" : `**${word}**`}, ${blocking} of ${engine.findings.length} findings block it${corrections.join("")}`,
    `- Scope: ${engine.readiness.scope}`,
    `- ${markdownText(describeAge(engine, at))}`,
  ].join("\n");
}

function provenance(report: CheckReport): string {
  const engines = report.engines.map((engine) => {
    const baseline =
      engine.baseline === null
        ? "no approved baseline in force"
        : `approved baseline ${outside(engine.baseline.digest)}`;
    const { changeControl } = engine;
    const rules = changeControl === undefined ? "" : `, rules of change control ${outside(changeControl)}`;
    return `- ${outside(engine.engineId)}: policy commit ${outside(engine.policyCommit)}${rules}, ${baseline}`;
  });
  return ["### Where this comes from", "", `- Run ${outside(report.runId)}`, ...engines].join("\n");
}

function outside(text: string): string {
  return markdownText(cutText(text, 160));
}
