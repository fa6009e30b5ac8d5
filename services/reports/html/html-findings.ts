import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import { partFindings } from "../findings/order-findings.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { describeArtefact } from "../words/describe-artefact.js";
import { describeAuthorisation } from "../words/describe-authorisation.js";
import { describeCase, describeExplanation } from "../words/describe-finding.js";
import { describeNothingOpen, whyNotCompared } from "../words/why-not-compared.js";
import { htmlFinding } from "./html-finding.js";
import { htmlNoticed } from "./html-noticed.js";
import { htmlTable } from "./html-table.js";
import { type Markup, type MarkupValue, markup } from "./markup.js";

const ROWS = 10;
const MAX_IN_FULL = 500;

/** The findings of one engine: at most ten rows, most severe first; the rest to expand; explained differences apart. */
export function htmlFindings(engine: EngineReport, prefix: string): Markup {
  const { open, explained, noticed } = partFindings(engine.findings);
  const about = { prefix, hasBaseline: engine.baseline !== null };
  const unseen = whyNotCompared(engine) !== undefined && open.length === 0;
  const counts = unseen ? "nothing was compared" : `${open.length} open, ${explained.length} explained`;
  return markup`<h3>Findings: ${counts}${noticed.length === 0 ? "" : `, ${noticed.length} noticed`}</h3>
${open.length === 0 ? markup`<p${unseen ? markup` class="failed"` : null}>${describeNothingOpen(engine)}</p>` : null}
${open.length === 0 ? null : openFindings(open, about)}
${explained.length === 0 ? null : explainedFindings(explained, about)}
${noticed.length === 0 ? null : htmlNoticed(noticed)}`;
}

interface About {
  readonly prefix: string;
  readonly hasBaseline: boolean;
}

function openFindings(open: readonly Finding[], about: About): Markup {
  const most = open.slice(0, ROWS);
  const others = open.slice(ROWS);
  const caption =
    others.length === 0
      ? "Open findings, most severe first"
      : `The ${ROWS} most severe of ${open.length} open findings`;
  return markup`${findingTable(caption, most, { ...about, start: 1 })}
${others.length === 0 ? null : otherFindings(others, about)}
<h3>Each finding</h3>
${most.map((finding, index) => htmlFinding(finding, { anchor: anchorOf(about, index + 1), hasBaseline: about.hasBaseline }))}`;
}

function otherFindings(others: readonly Finding[], about: About): Markup {
  const inFull = others.slice(0, MAX_IN_FULL);
  return markup`<details><summary>The other ${count(others.length, "open finding")}</summary>
${findingTable("The other open findings", others, { ...about, start: ROWS + 1 })}
${inFull.map((finding, index) => htmlFinding(finding, { anchor: anchorOf(about, ROWS + 1 + index), hasBaseline: about.hasBaseline }))}
${others.length > inFull.length ? markup`<p>${count(others.length - inFull.length, "finding")} of least severity stand in the table only; the JSON answer holds them in full.</p>` : null}
</details>`;
}

function findingTable(caption: string, findings: readonly Finding[], about: About & { start: number }): Markup {
  return htmlTable({
    caption,
    columns: ["Artefact", "Severity", "What was found", "Flow", "Authority", "Failover"],
    rows: findings.map((finding, index) =>
      findingCells(finding, about.hasBaseline, anchorOf(about, about.start + index)),
    ),
  });
}

function findingCells(finding: Finding, hasBaseline: boolean, anchor: string): readonly MarkupValue[] {
  return [
    markup`<a href="#${anchor}">${describeArtefact(finding)}</a>`,
    markup`<span class="short ${finding.severity}">${finding.severity}</span>`,
    describeCase(finding.case, hasBaseline),
    `${cutText(finding.flow, 80)}, tier ${finding.tier}`,
    describeAuthorisation(finding.authorisation),
    finding.blocksReadiness
      ? markup`<span class="short failed">blocks</span>`
      : markup`<span class="short">does not block</span>`,
  ];
}

function explainedFindings(explained: readonly Finding[], about: About): Markup {
  const rows = explained.map((finding) => [
    describeArtefact(finding),
    finding.explainedBy === null ? "" : describeExplanation(finding.explainedBy),
    finding.changes.slice(0, 20).map((change) => markup`${cutText(change.label, 200)}<br />`),
  ]);
  return markup`<h3 id="${about.prefix}-explained">Explained differences</h3>
<p>These differ as policy declares or permits: they are checked, counted and shown, and do not block.</p>
${htmlTable({ caption: "Explained differences", columns: ["Artefact", "Explained by", "What differs"], rows })}`;
}

function anchorOf(about: About, number: number): string {
  return `${about.prefix}-finding-${number}`;
}
