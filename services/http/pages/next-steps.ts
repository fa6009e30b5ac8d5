import type { FindingView } from "#schemas/api/finding-view";
import { mayDo, type Subject } from "#services/core/access/may-do";
import { shortId } from "#services/reports/findings/find-finding";
import { type Markup, markup } from "#services/reports/html/markup";
import { cutText } from "#services/reports/text/cut-text";
import { shellWord } from "#services/reports/text/shell-word";
import { describeNext } from "#services/reports/words/describe-next";
import { waiverStanza } from "#services/reports/words/waiver-stanza";
import { estateLink } from "./estate-link.js";
import type { PageReader } from "./layout.js";
import { mayDecide } from "./may-decide.js";
import { proposalLink } from "./proposal-link.js";

export interface StepsAbout {
  readonly estate: string;
  readonly view: FindingView;
  readonly hasBaseline: boolean;
  readonly at: Date;
}

/** What has to happen next, and what this reader may do about it; each way says what follows. */
export function nextSteps({ estate, view, hasBaseline, at }: StepsAbout, reader: PageReader): Markup {
  const { engineId, finding, proposal } = view;
  if (finding.explainedBy !== null)
    return markup`<h2>What to do next</h2><p>Nothing now: policy explains it. When that ends, it stands open again.</p>`;
  const subject = { estate, engine: engineId };
  const isWaivable = finding.mustMatch === undefined && finding.case !== "in-lockstep";
  const ways = [
    ...(proposal === null
      ? []
      : [decideWay(proposalLink(estate, { ...proposal, engineId }), proposal.kind, reader, subject)]),
    ...(finding.case === "standby-behind" || finding.case === "diverged" ? [alignWay(engineId)] : []),
    ...(isWaivable && mayDo(reader.principal, "decide", subject) ? [waiveWay(estate, engineId, finding)] : []),
  ];
  return markup`<h2>What to do next</h2>
<p><strong>${cutText(finding.owner, 80)}:</strong> ${describeNext(finding, hasBaseline)}</p>
<ul class="plain">${ways}</ul>
${isWaivable ? stanza(view, at) : null}`;
}

function decideWay(
  href: string,
  kind: NonNullable<FindingView["proposal"]>["kind"],
  { principal }: PageReader,
  subject: Subject,
): Markup {
  if (!mayDecide(principal, subject))
    return markup`<li><a href="${href}">The proposal for it</a> tells what is asked, who decides, and what each answer leads to.</li>`;
  const words =
    kind === "adopt"
      ? "Accept it into the baseline, or decline it"
      : "Agree that production is put back, or decline it";
  return markup`<li><a href="${href}">${words}</a>: the proposal tells what each answer leads to.</li>`;
}

function alignWay(engineId: string): Markup {
  return markup`<li><strong>Align standby:</strong> type <code>lockstep align ${shellWord(engineId)}</code>. It gives the steps and a way back; a person carries them out, and the next check proves it.</li>`;
}

function waiveWay(estate: string, engineId: string, finding: FindingView["finding"]): Markup {
  const href = estateLink(estate, "engines", engineId, "findings", shortId(finding), "waive");
  return markup`<li><a href="${href}">Waive it until a day</a>: it is tolerated, counted and shown, and blocks nothing until then. The owner is somebody else than you.</li>`;
}

/** For whoever may not waive, and prefers a change that is reviewed. */
function stanza({ finding, engineId }: FindingView, at: Date): Markup {
  const lines = waiverStanza(finding, { engineId, at: at.toISOString() });
  return markup`<details><summary>The waiver as it would stand in policy/waivers.yaml, for a change that is reviewed</summary>
<pre tabindex="0">${lines.map((line) => markup`${line}\n`)}</pre></details>`;
}
