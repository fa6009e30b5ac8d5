import type { CompareChange, CompareFinding, CompareReport } from "#schemas/compare-report";
import { htmlDiff } from "../html/html-diff.js";
import { htmlPage } from "../html/html-page.js";
import { htmlTable } from "../html/html-table.js";
import { type Markup, markup } from "../html/markup.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { describeArtefact } from "../words/describe-artefact.js";
import { COMPARE_CASE_WORDS, describeDifference, describeSelector } from "../words/describe-compare.js";
import { describeSide } from "../words/describe-finding.js";

const IN_SIGHT = 10;
const MAX_IN_FULL = 500;
const MAX_CHANGES = 100;

/** The report of a comparison as one self-contained page; sides are labelled a and b with their selectors. */
export function renderCompareHtml(report: CompareReport): string {
  const inFull = report.findings.slice(0, MAX_IN_FULL);
  const others = inFull.slice(IN_SIGHT);
  return htmlPage({
    title: "Comparison of two configurations",
    subtitle: describeDifference(report),
    main: markup`<h2>What was compared</h2>
<dl class="facts"><dt>a</dt><dd>${describeSelector(report.a)}</dd><dt>b</dt><dd>${describeSelector(report.b)}</dd></dl>
<h2>What differs</h2>
${report.findings.length === 0 ? markup`<p>Nothing: a and b hold the same configuration.</p>` : findingTable(report.findings.slice(0, IN_SIGHT))}
${inFull.slice(0, IN_SIGHT).map(findingArticle)}
${others.length === 0 ? null : markup`<details><summary>The other ${count(report.findings.length - IN_SIGHT, "artefact")}</summary>${others.map(findingArticle)}</details>`}
${report.findings.length > inFull.length ? markup`<p>${count(report.findings.length - inFull.length, "artefact")} more: see the JSON answer.</p>` : null}`,
    footer: markup`<p>Lockstep compared exports offline; it never writes to an engine.</p>`,
  });
}

function findingTable(findings: readonly CompareFinding[]): Markup {
  const rows = findings.map((finding) => [
    describeArtefact(finding),
    COMPARE_CASE_WORDS[finding.case],
    finding.changes.length,
  ]);
  return htmlTable({ caption: "Artefacts that differ", columns: ["Artefact", "What was found", "Changes"], rows });
}

function findingArticle(finding: CompareFinding): Markup {
  const name = describeArtefact(finding);
  const shown = finding.changes.slice(0, MAX_CHANGES);
  return markup`<article>
<h3>${name}</h3>
<p><strong>Was ${COMPARE_CASE_WORDS[finding.case]}.</strong></p>
${
  shown.length === 0
    ? null
    : markup`<table class="sides"><caption>What differs in ${name}</caption>
<thead><tr><th scope="col">What</th><th scope="col">a</th><th scope="col">b</th></tr></thead>
<tbody>${shown.map(changeRow)}</tbody></table>`
}
${finding.changes.length > shown.length ? markup`<p>… and ${count(finding.changes.length - shown.length, "more change")}.</p>` : null}
${shown.map((change) => (change.diff === undefined ? null : htmlDiff(change.diff, change.label)))}
<p class="soft">In ${cutText(finding.artefact.path, 200)}</p>
</article>
`;
}

function changeRow(change: CompareChange): Markup {
  const white = change.whitespaceOnly === true ? " in white space only" : "";
  return markup`
<tr><th scope="row">${cutText(change.label, 300)}<br /><span class="soft">was ${change.kind}${white}</span></th><td class="value">${describeSide(change.a, 1000)}</td><td class="value"><strong>${describeSide(change.b, 1000)}</strong></td></tr>`;
}
