import type { FindingSeen, FindingView } from "#schemas/api/finding-view";
import { AUTHORISATION_VERDICTS } from "#services/core/authorisation/authorisation-verdicts";
import { htmlTable } from "#services/reports/html/html-table";
import { type Markup, markup } from "#services/reports/html/markup";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";
import { estateLink } from "./estate-link.js";

/** Since when this very content is seen, what became of the verdict on it, and the versions of the artefact on each node. */
export function findingHistory(estate: string, { engineId, finding, sides, history }: FindingView): Markup {
  const { firstSeen, runs, verdicts } = history;
  const since =
    firstSeen === null
      ? markup`<p>No recorded run has seen it yet.</p>`
      : markup`<p>First seen ${showInstant(firstSeen.at)} in <a href="${estateLink(estate, "runs", firstSeen.runId)}">run ${cutText(firstSeen.runId, 60)}</a>, and in ${count(runs, "run")} since.</p>`;
  const nodes = sides.filter(({ nodeId, versions }) => nodeId !== null && versions.length > 0);
  return markup`<h2>History</h2>
${since}
${verdicts.length === 0 ? null : verdictTable(estate, verdicts)}
<ul class="plain">${nodes.map((side) => versionLink(side.nodeId ?? "", side.versions.length, { estate, engineId, path: finding.artefact.path }))}</ul>`;
}

function verdictTable(estate: string, verdicts: readonly FindingSeen[]): Markup {
  return htmlTable({
    caption: "The verdict on its authority, newest first",
    columns: ["Run", "Verdict", "Ticket"],
    rows: verdicts
      .slice(0, 50)
      .map(({ runId, at, verdict, ticket }) => [
        markup`<a href="${estateLink(estate, "runs", runId)}">${showInstant(at)}</a>`,
        verdict === undefined ? "not recorded" : AUTHORISATION_VERDICTS[verdict].sentence,
        ticket == null ? "none" : cutText(ticket, 80),
      ]),
  });
}

function versionLink(
  nodeId: string,
  versions: number,
  { estate, engineId, path }: { readonly estate: string; readonly engineId: string; readonly path: string },
): Markup {
  const query = new URLSearchParams({ name: path });
  const href = `${estateLink(estate, "engines", engineId, "nodes", nodeId, "artefact")}?${query.toString()}`;
  return markup`<li><a href="${href}">${count(versions, "version")} on ${cutText(nodeId, 80)}</a></li>`;
}
