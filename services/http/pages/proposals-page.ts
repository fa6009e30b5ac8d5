import type { ProposalSummary } from "#schemas/api/proposal-summary";
import { AUTHORISATION_VERDICTS } from "#services/core/authorisation/authorisation-verdicts";
import type { Viewed } from "#services/ports/estate-views";
import { htmlTable } from "#services/reports/html/html-table";
import { markup } from "#services/reports/html/markup";
import { withoutBreaks } from "#services/reports/review/proposal-title";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import type { PageParts } from "./layout.js";
import { proposalLink } from "./proposal-link.js";
import { showAge } from "./show-age.js";

/** What people are asked to decide, the most urgent first. */
export function proposalsPage(values: {
  readonly estate: string;
  readonly proposals: Viewed<readonly ProposalSummary[]>;
  /** What somebody decided just now. */
  readonly done: string | null;
  readonly at: Date;
}): PageParts {
  const { estate, proposals, at } = values;
  const list = proposals.value ?? [];
  const rows = list.slice(0, MAX_ROWS).map((proposal) => rowOf(estate, proposal, at));
  return {
    title: "Proposals",
    breadcrumbs: [{ text: "Overview", href: estateLink(estate) }],
    main: markup`${faultNotice(proposals)}${doneNotice(values.done)}
<p>Where production left the approved baseline, somebody decides: is it to become the baseline, or is production to be put back? What stands on the standby alone is nobody's decision: it is aligned.</p>
${proposals.value !== undefined && list.length === 0 ? markup`<p><strong>Nothing waits for a decision.</strong></p>` : null}
${rows.length === 0 ? null : htmlTable({ caption: `${tellCount(list)}, the most urgent first`, columns: ["Proposal", "Severity", "Authority", "Ticket", "Asked of", "Open"], rows })}`,
  };
}

const MAX_ROWS = 200;

/** `11 proposals with 14 changes`: the first is what the overview counts. */
function tellCount(list: readonly ProposalSummary[]): string {
  const changes = list.reduce((sum, proposal) => sum + proposal.changes, 0);
  return `${count(list.length, "proposal")} with ${count(changes, "change")}`;
}

function rowOf(estate: string, proposal: ProposalSummary, at: Date) {
  const { engineId, title, severity, verdict, unauthorised, ticket, owners, openedAt, changes } = proposal;
  const href = proposalLink(estate, proposal);
  const authority = AUTHORISATION_VERDICTS[verdict].sentence;
  return [
    markup`<a href="${href}">${cutText(withoutBreaks(title), 200)}</a><br /><span class="soft">${cutText(engineId, 60)}, ${count(changes, "change")}</span>`,
    markup`<span class="short ${severity}">${severity}</span>`,
    unauthorised ? markup`<span class="failed">Not authorised.</span> ${authority}` : authority,
    ticket === null ? "none" : markup`<span class="short">${cutText(ticket, 60)}</span>`,
    owners.slice(0, 3).map((owner) => markup`${cutText(owner, 60)}<br />`),
    markup`<span class="short">${showAge(openedAt, at)}</span>`,
  ];
}

const DONE: Readonly<Record<string, string>> = {
  accepted: "The proposal was accepted. The baseline follows, and both nodes are held against it at once.",
  approved: "Your approval is on record. Others must approve, too.",
  declined: "The proposal was declined. The same changes are not proposed again.",
};

function doneNotice(done: string | null) {
  const words = done !== null && Object.hasOwn(DONE, done) ? DONE[done] : undefined;
  return words === undefined
    ? null
    : markup`<div class="verdict ready" role="status"><p><strong>${words}</strong></p></div>`;
}
