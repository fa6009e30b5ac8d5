import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import { partFindings } from "../findings/order-findings.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { describeArtefact } from "../words/describe-artefact.js";
import {
  describeAuthorisation,
  describeChanger,
  describeSuggestions,
  describeTolerated,
  outcomeOf,
} from "../words/describe-authorisation.js";
import { describeCircumstances } from "../words/describe-circumstances.js";
import { describeDuties } from "../words/describe-duties.js";
import {
  describeCase,
  describeExplanation,
  describeLapsed,
  describeMeaning,
  describeMustMatch,
  describeOperability,
} from "../words/describe-finding.js";
import { describeHistory } from "../words/describe-history.js";
import { listNoticed, NOTICED_HEADING } from "../words/list-noticed.js";
import { describeNothingOpen } from "../words/why-not-compared.js";
import { markdownTable, markdownText } from "./markdown.js";
import { markdownDiff } from "./markdown-change.js";
import { markdownChanges } from "./markdown-changes.js";
import { markdownTests, OUTCOME_SIGNS } from "./markdown-tests.js";

const ROWS = 10;
const MAX_CHANGES = 20;
const MAX_TESTS = 16;

/** At most ten rows, most severe first, and how many there are besides. */
export function findingsSection(engine: EngineReport): string {
  const { open } = partFindings(engine.findings);
  const hasBaseline = engine.baseline !== null;
  if (open.length === 0) return `### Findings\n\n${describeNothingOpen(engine)}`;
  const title = `### Findings: ${open.length} open`;
  const head = ["Severity", "Artefact", "What was found", "Flow", "Authority", "Failover"];
  const rows = open
    .slice(0, ROWS)
    .map((finding) => [
      finding.severity,
      outside(describeArtefact(finding)),
      markdownText(describeCase(finding.case, hasBaseline)),
      `${outside(finding.flow)}, tier ${finding.tier}`,
      outside(describeAuthorisation(finding.authorisation)),
      finding.blocksReadiness ? "**blocks**" : "does not block",
    ]);
  const rest = open.length > ROWS ? `\n\n… and ${count(open.length - ROWS, "less severe finding")}.` : "";
  return `${title}\n\n${markdownTable(head, rows)}${rest}`;
}

/** Each ticket with its tests ticked or crossed in one line; the facts stand with each finding. */
export function ticketsSection(open: readonly Finding[]): readonly string[] {
  const tested = open.filter((finding) => finding.authorisation.trace.length > 0).slice(0, ROWS);
  if (tested.length === 0) return [];
  const lines = tested.map(({ artefact, concept, authorisation }) => {
    const tests = authorisation.trace
      .slice(0, MAX_TESTS)
      .map((test) => `${OUTCOME_SIGNS[outcomeOf(test, authorisation)]} ${outside(test.test)}`);
    return `- ${outside(describeArtefact({ artefact, concept }))}: ${outside(describeAuthorisation(authorisation))}. ${tests.join(" ")}`;
  });
  return [["### Change tickets", "", ...lines].join("\n")];
}

/** What policy explains, in a section of its own. */
export function explainedSection(explained: readonly Finding[]): readonly string[] {
  if (explained.length === 0) return [];
  const lines = explained
    .slice(0, 20)
    .flatMap((finding) =>
      finding.explainedBy === null
        ? []
        : [
            `- ${outside(describeArtefact(finding))}: ${outside(describeExplanation(finding.explainedBy))}${toleratedOf(finding)}`,
          ],
    );
  const rest = explained.length > 20 ? [`- … and ${explained.length - 20} more`] : [];
  return [[`### Explained differences: ${explained.length}`, "", ...lines, ...rest].join("\n")];
}

function toleratedOf(finding: Finding): string {
  const tolerated = describeTolerated(finding);
  return tolerated === undefined ? "" : `. Authority: ${outside(tolerated)}.`;
}

/** What was noticed while reading and is no difference, in a section of its own. */
export function noticedSection(noticed: readonly Finding[]): readonly string[] {
  if (noticed.length === 0) return [];
  const lines = listNoticed(noticed).map((line) => `- ${markdownText(line)}`);
  return [[`### ${NOTICED_HEADING}`, "", ...lines].join("\n")];
}

/** One section a finding: its three sides, and the ticket with every test ticked or crossed. */
export function findingSections(engine: EngineReport): readonly string[] {
  const { open } = partFindings(engine.findings);
  return open.map((finding) => findingSection(finding, engine.baseline !== null));
}

function findingSection(finding: Finding, hasBaseline: boolean): string {
  const { authorisation } = finding;
  const mustMatch = describeMustMatch(finding);
  const runs = describeOperability(finding.operability);
  const changer = describeChanger(authorisation);
  return [
    `### ${outside(describeArtefact(finding))}, ${finding.severity}`,
    `${markdownText(describeCase(finding.case, hasBaseline))}. ${markdownText(describeMeaning(finding) ?? "")}`.trim(),
    ...(mustMatch === undefined ? [] : [`**${markdownText(mustMatch)}**`]),
    markdownChanges(finding.changes, { hasBaseline, maxChanges: MAX_CHANGES }),
    ...finding.changes.slice(0, MAX_CHANGES).flatMap((change) => markdownDiff(change.diff)),
    ...(runs === undefined ? [] : [runs]),
    `Authority: ${outside(describeAuthorisation(authorisation))}. ${changer === undefined ? "" : `${markdownText(cutText(changer, 300))}.`}`.trim(),
    ...describeDuties(authorisation).map((duty) => `**${outside(duty)}.**`),
    ...[
      ...describeCircumstances(authorisation),
      describeHistory(authorisation),
      describeSuggestions(authorisation),
      describeLapsed(finding),
    ].flatMap((hint) => (hint === undefined ? [] : [`${markdownText(cutText(hint, 800))}.`])),
    ...(authorisation.trace.length === 0 ? [] : [markdownTests(authorisation, { maxTests: 30, maxFacts: 200 })]),
  ].join("\n\n");
}

function outside(text: string): string {
  return markdownText(cutText(text, 300));
}
