import type { ChangeProposal } from "#schemas/change-proposal";
import type { ReviewedProposal, ReviewState } from "#schemas/review-report";
import { LockstepError } from "#services/core/errors";
import type { ReviewAction } from "#services/core/review/plan-reviews";
import { announceStatus, labelsOf, reviewersOf } from "./announce.js";
import { bodyOf, publishBranch } from "./publish.js";
import type { KnownReview } from "./read-reviews.js";
import type { ReviewContext } from "./review-context.js";
import { reviewedAs } from "./reviewed-as.js";

export interface CarryingOut {
  readonly context: ReviewContext;
  readonly reviews: readonly KnownReview[];
  /** By branch, what the forge holds. */
  readonly onForge: ReadonlyMap<string, string>;
}

/** Does what was planned for one proposal. What the forge does not take now is `unavailable`, and planned again next time. */
export async function carryOut(action: ReviewAction, carrying: CarryingOut): Promise<ReviewedProposal> {
  const proposal = action.do === "close" ? action.before : action.proposal;
  const number = "number" in action ? action.number : null;
  try {
    return await act(action, carrying);
  } catch (error) {
    if (!(error instanceof LockstepError) || error.code === "aborted") throw error;
    carrying.context.logger?.warn("review not kept", { branch: proposal.key, code: error.code });
    return reviewedAs(proposal, "unavailable", error.message, { number, carrying });
  }
}

async function act(action: ReviewAction, carrying: CarryingOut): Promise<ReviewedProposal> {
  const { because } = action;
  const told = (proposal: ChangeProposal, state: ReviewState, number: number | null): ReviewedProposal =>
    reviewedAs(proposal, state, because, { number, carrying });
  switch (action.do) {
    case "hold":
      return told(action.proposal, "limit-reached", null);
    case "keep":
      return told(action.proposal, "unchanged", action.number);
    case "hands-off":
      return told(action.proposal, "hands-off", action.number);
    case "open":
      return told(action.proposal, "opened", await open(action.proposal, carrying));
    case "update":
      await update(action, carrying);
      return told(action.proposal, "updated", action.number);
    case "reopen":
      return told(action.proposal, "reopened", await reopen(action, carrying));
    case "close":
      await close(action, carrying);
      return told(action.before, "closed", action.number);
  }
}

/** Branch, status and review in this order: a review that people can see has all that belongs to it. */
async function open(proposal: ChangeProposal, { context, onForge }: CarryingOut): Promise<number> {
  const stored = await publishBranch(proposal, onForge, context);
  await announceStatus(stored, context);
  const { session, texts, branch: base } = context;
  const review = await session.openReview({
    branch: stored.branch,
    base,
    title: texts.title(proposal),
    body: bodyOf(proposal, context),
    labels: labelsOf(proposal, context),
  });
  const refused = await session.askReviewers(review.number, reviewersOf(proposal, context));
  for (const { owner, why } of refused) context.logger?.warn("reviewer not asked", { owner, why });
  return review.number;
}

async function update(
  { proposal, number, before }: Extract<ReviewAction, { do: "update" | "reopen" }>,
  { context, onForge }: CarryingOut,
): Promise<void> {
  const { session, texts } = context;
  const stored = await publishBranch(proposal, onForge, context);
  await announceStatus(stored, context);
  await session.editReview(number, {
    title: texts.title(proposal),
    body: bodyOf(proposal, context),
    labels: labelsOf(proposal, context),
  });
  await session.comment(number, texts.since(before, proposal));
}

/** A forge opens a closed review again only with the commit that it was closed with: the branch is put back there first. */
async function reopen(
  action: Extract<ReviewAction, { do: "update" | "reopen" }>,
  carrying: CarryingOut,
): Promise<number> {
  const { context, onForge, reviews } = carrying;
  const { session, texts } = context;
  const { proposal, number, before } = action;
  const head = reviews.find(({ review }) => review.number === number)?.review.head ?? null;
  const branch = reviews.find(({ review }) => review.number === number)?.review.branch ?? "";
  // Somebody deleted the branch, or it went on: then this is a new question to its reviewers.
  if (head === null || onForge.get(branch) !== head) return await open(proposal, carrying);
  await session.reopenReview(number);
  await session.comment(number, texts.reopened(before, proposal));
  if (before.digest !== proposal.digest) await update(action, carrying);
  return number;
}

/** The branch stays for as long as the review may be opened again. */
async function close(
  { number, because }: Extract<ReviewAction, { do: "close" }>,
  { context: { session, texts } }: CarryingOut,
): Promise<void> {
  await session.comment(number, texts.closed(because));
  await session.closeReview(number);
}
