import type { ChangeProposal } from "#schemas/change-proposal";
import { htmlPage } from "../html/html-page.js";
import { type Markup, markup } from "../html/markup.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { type DecisionContext, describeDecision } from "./describe-decision.js";
import { htmlBanner } from "./html-banner.js";
import { htmlDecision } from "./html-decision.js";
import { htmlRows } from "./html-rows.js";
import { htmlSideBySide } from "./html-side-by-side.js";
import { htmlTicket } from "./html-ticket.js";
import { proposalEngine } from "./proposal-headline.js";
import { REVIEW_STYLE } from "./review-style.js";

/** The full report of a proposal as one self-contained page. The same proposal gives the same bytes: it stands in the commit that is decided on. */
export function renderProposalHtml(proposal: ChangeProposal, context: DecisionContext): string {
  const asked = proposal.kind === "adopt" ? "Accept into the baseline?" : "Put production back?";
  return htmlPage({
    title: `${asked} Changes on ${proposalEngine(proposal)}`,
    subtitle: `Production ${cutText(proposal.production.nodeId, 80)} as it was read at ${showInstant(proposal.production.takenAt)}`,
    style: REVIEW_STYLE,
    main: markup`${htmlBanner(proposal)}
<h2>What was changed</h2>
${htmlRows(proposal, 10)}
<h2>Change ticket</h2>
${htmlTicket(proposal, 20)}
<h2>Decision asked</h2>
${htmlDecision(describeDecision(proposal, context))}
${htmlSideBySide(proposal)}`,
    footer: provenance(proposal),
  });
}

function provenance({ digest, baseline, production, engineId, product, key }: ChangeProposal): Markup {
  const ticket = baseline.ticket === null ? "without ticket" : `ticket ${cutText(baseline.ticket, 80)}`;
  return markup`<h2>Where this comes from</h2>
<dl class="facts"><dt>Proposal</dt><dd>${cutText(engineId, 80)} (${cutText(product, 60)}), ${cutText(key, 80)}</dd>
<dt>Content that is decided on</dt><dd>${cutText(digest, 80)}</dd>
<dt>Approved baseline</dt><dd>${cutText(baseline.digest, 80)}, commit ${cutText(baseline.commit, 64)}, approved by ${cutText(baseline.approver, 80)}, ${ticket}</dd>
<dt>Production</dt><dd>${cutText(production.digest, 80)}, commit ${cutText(production.commit, 64)}</dd></dl>
<p>Lockstep reads configuration and never writes to an engine.</p>`;
}
