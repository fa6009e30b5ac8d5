import type { ReviewReport } from "#schemas/review-report";
import { htmlTable } from "../html/html-table.js";
import { type Markup, markup } from "../html/markup.js";
import { cutText } from "../text/cut-text.js";
import { quoteTyped } from "../text/quote-typed.js";
import { describeForge, describeState, reviewHeadline } from "./describe-review.js";
import { withoutBreaks } from "./proposal-title.js";

/** How the reviews stand, for the other pages: the sentence, each proposal with its reason, and what is wrong with governance. */
export function htmlReviews(report: ReviewReport): Markup {
  const rows = report.proposals.map((proposal) => [
    cutText(withoutBreaks(proposal.title), 160),
    markup`<span class="short ${proposal.severity}">${proposal.severity}</span>`,
    describeState(proposal, 400),
  ]);
  return markup`<h2>Reviews</h2>
<p><strong>${reviewHeadline(report)}</strong></p>
${report.forge.state === "unavailable" ? markup`<p class="warning">${describeForge(report)}</p>` : null}
${rows.length === 0 ? null : htmlTable({ caption: "Proposals, the most urgent first", columns: ["Proposal", "Severity", "How it stands"], rows })}
${report.governance.map(({ message, remedy }) => markup`<p class="failed">${cutText(message, 600)} ${quoteTyped(cutText(remedy, 600))}</p>`)}`;
}
