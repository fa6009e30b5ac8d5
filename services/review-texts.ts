import type { Forge } from "#schemas/forge";
import type { ReviewPolicy } from "#schemas/review-policy";
import { writeMachineComment } from "./core/review/machine-comment.js";
import type { ReviewTexts } from "./jobs/review/review-texts.js";
import type { DecisionContext } from "./reports/review/describe-decision.js";
import { proposalStatus } from "./reports/review/proposal-status.js";
import { proposalTitle } from "./reports/review/proposal-title.js";
import { renderClosedComment } from "./reports/review/render-closed-comment.js";
import { renderDashboardMarkdown } from "./reports/review/render-dashboard-markdown.js";
import { renderNotCountedComment } from "./reports/review/render-not-counted-comment.js";
import { renderProposalHtml } from "./reports/review/render-proposal-html.js";
import { renderProposalMarkdown } from "./reports/review/render-proposal-markdown.js";
import { renderReopenedComment } from "./reports/review/render-reopened-comment.js";
import { renderRetoldComment } from "./reports/review/render-retold-comment.js";
import { renderSinceComment } from "./reports/review/render-since-comment.js";

/** Forges show no more than half a megabyte of Markdown. */
const REPORT_CHARACTERS = 400_000;

/** Who is asked, and where. */
export function askedOf(
  forge: Forge["system"],
  { approvers, approvals }: Pick<ReviewPolicy, "approvers" | "approvals">,
): DecisionContext {
  return { forge, approvers: [...approvers.teams, ...approvers.people], approvals };
}

/** What people read of a review on a forge, in the words of that make. */
export function reviewTexts(forge: Forge["system"], { approvers, approvals }: ReviewPolicy): ReviewTexts {
  const context = askedOf(forge, { approvers, approvals });
  return {
    title: proposalTitle,
    body: (proposal, options) =>
      renderProposalMarkdown(proposal, { ...context, ...options, machineComment: writeMachineComment(proposal) }),
    page: (proposal) => renderProposalHtml(proposal, context),
    report: (proposal) => renderProposalMarkdown(proposal, { ...context, maxCharacters: REPORT_CHARACTERS }),
    since: renderSinceComment,
    retold: renderRetoldComment,
    reopened: renderReopenedComment,
    closed: renderClosedComment,
    notCounted: renderNotCountedComment,
    status: proposalStatus,
    dashboard: renderDashboardMarkdown,
  };
}
