import type { Finding } from "#schemas/finding";
import { escapeText } from "#services/core/text/escape-text";
import { capitalise } from "../text/capitalise.js";
import { cutText } from "../text/cut-text.js";
import { describeArtefact } from "../words/describe-artefact.js";
import { describeTolerated } from "../words/describe-authorisation.js";
import {
  describeCase,
  describeExplanation,
  describeLapsed,
  describeMeaning,
  describeMustMatch,
  describeOperability,
} from "../words/describe-finding.js";
import { describeNext } from "../words/describe-next.js";
import { htmlAuthorisation } from "./html-authorisation.js";
import { htmlChanges } from "./html-changes.js";
import { type Markup, markup } from "./markup.js";

/** One finding in full: what it means, the three sides, what runs, and on whose authority. */
export function htmlFinding(finding: Finding, about: { anchor: string; hasBaseline: boolean }): Markup {
  const { anchor, hasBaseline } = about;
  const name = describeArtefact(finding);
  const tolerated = describeTolerated(finding);
  const lapsed = describeLapsed(finding);
  const mustMatch = describeMustMatch(finding);
  const runs = describeOperability(finding.operability);
  return markup`<article class="${finding.severity}" id="${anchor}" aria-labelledby="${anchor}-name">
<h4 id="${anchor}-name">${capitalise(name)}</h4>
<p><span class="tag ${finding.severity}">${finding.severity}</span> <span class="tag">${finding.blocksReadiness ? "blocks failover" : "does not block failover"}</span> ${cutText(finding.flow, 80)}, tier ${finding.tier}, owner ${cutText(finding.owner, 80)}</p>
<p><strong>${describeCase(finding.case, hasBaseline)}.</strong> ${describeMeaning(finding)}</p>
${mustMatch === undefined ? null : markup`<p class="failed">${mustMatch}</p>`}${htmlChanges(finding.changes, { driftCase: finding.case, caption: `What differs in ${name}`, hasBaseline })}
${runs === undefined ? null : markup`<p>${runs}</p>`}
${finding.explainedBy === null ? htmlAuthorisation(finding.authorisation) : markup`<p><strong>Explained by</strong> ${describeExplanation(finding.explainedBy)}</p>${tolerated === undefined ? null : markup`<p><strong>Authority:</strong> ${tolerated}.</p>`}`}
${lapsed === undefined ? null : markup`<p>${lapsed}.</p>`}
${finding.explainedBy === null ? markup`<p><strong>Next:</strong> ${describeNext(finding, hasBaseline)}</p>` : null}
<p class="soft">In ${cutText(finding.artefact.path, 200)} · finding ${escapeText(finding.id)}</p>
</article>
`;
}
