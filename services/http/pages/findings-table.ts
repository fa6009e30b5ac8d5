import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import { shortId } from "#services/reports/findings/find-finding";
import { type Markup, markup } from "#services/reports/html/markup";
import { cutText } from "#services/reports/text/cut-text";
import { describeArtefact } from "#services/reports/words/describe-artefact";
import { describeAuthorisation } from "#services/reports/words/describe-authorisation";
import { describeCase, describeExplanation } from "#services/reports/words/describe-finding";
import { estateLink } from "./estate-link.js";
import { type FindingsQuery, queryText } from "./findings-query.js";

/** The findings of one page as a table whose headings sort it; every row leads to its finding. */
export function findingsTable(
  findings: readonly Finding[],
  about: {
    readonly estate: string;
    readonly engine: EngineReport;
    readonly query: FindingsQuery;
    readonly caption: string;
  },
): Markup {
  const { engine, query, caption } = about;
  const hasBaseline = engine.baseline !== null;
  const link = (finding: Finding): string =>
    estateLink(about.estate, "engines", engine.engineId, "findings", shortId(finding));
  return markup`<div class="wide" role="group" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${heading("artefact", "Artefact", query)}${heading("severity", "Severity", query)}<th scope="col">What was found</th>${heading("flow", "Flow and tier", query)}<th scope="col">Authority</th><th scope="col">Failover</th></tr></thead>
<tbody>${findings.map(
    (finding) => markup`
<tr><th scope="row"><a href="${link(finding)}">${describeArtefact(finding)}</a></th><td><span class="short ${finding.severity}">${finding.severity}</span></td><td>${describeCase(finding.case, hasBaseline)}</td><td>${cutText(finding.flow, 80)}, tier ${finding.tier}</td><td>${authority(finding)}</td><td>${finding.blocksReadiness ? BLOCKS : DOES_NOT}</td></tr>`,
  )}</tbody></table></div>
`;
}

const BLOCKS = markup`<span class="short failed">blocks</span>`;
const DOES_NOT = markup`<span class="short">does not block</span>`;

function authority({ explainedBy, authorisation }: Finding): string {
  return explainedBy === null ? describeAuthorisation(authorisation) : describeExplanation(explainedBy);
}

/** A heading by which the table can be sorted, or by which it is. */
function heading(sort: FindingsQuery["sort"], text: string, query: FindingsQuery): Markup {
  const href = queryText(query, { sort });
  if (query.sort !== sort)
    return markup`<th scope="col"><a href="${href}">${text}<span class="nhsuk-u-visually-hidden">: sort by it</span></a></th>`;
  return markup`<th scope="col" aria-sort="${sort === "severity" ? "descending" : "ascending"}">${text} <span aria-hidden="true">${sort === "severity" ? "▼" : "▲"}</span></th>`;
}
