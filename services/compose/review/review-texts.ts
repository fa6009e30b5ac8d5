import type { Forge } from "#schemas/forge";
import type { ReviewPolicy } from "#schemas/review-policy";
import { writeMachineComment } from "#services/core/review/machine-comment";
import type { ReviewTexts } from "#services/jobs/review/review-texts";
import type { DecisionContext } from "#services/reports/review/describe-decision";
import { proposalStatus } from "#services/reports/review/proposal-status";
import { proposalTitle } from "#services/reports/review/proposal-title";
import { renderClosedComment } from "#services/reports/review/render-closed-comment";
import { renderDashboardMarkdown } from "#services/reports/review/render-dashboard-markdown";
import { renderNotCountedComment } from "#services/reports/review/render-not-counted-comment";
import { renderProposalHtml } from "#services/reports/review/render-proposal-html";
import { renderProposalMarkdown } from "#services/reports/review/render-proposal-markdown";
import { renderReopenedComment } from "#services/reports/review/render-reopened-comment";
import { renderRetoldComment } from "#services/reports/review/render-retold-comment";
import { renderSinceComment } from "#services/reports/review/render-since-comment";

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
