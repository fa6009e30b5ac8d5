import { DRIFT_BRANCHES } from "#services/core/review/branch-of";
import { findMachineComment } from "#services/core/review/machine-comment";
import type { StandingReview } from "#services/core/review/plan-reviews";
import { foldAccount } from "#services/core/review/standing-opinions";
import type { ForgeReview } from "#services/ports/forge";
import type { StoredProposal } from "#services/ports/proposal-store";
import type { ReviewContext } from "./review-context.js";

/** A review of the forge with the proposal in its head commit, where Lockstep made that commit. */
export interface KnownReview {
  readonly review: ForgeReview;
  readonly stored: StoredProposal | undefined;
}

/** How far back ended reviews are looked for: Lockstep may have been down that long. */
const LOOK_BACK_DAYS = 30;

/** Every review of a proposal: the open ones, and those ended of late. */
export async function readReviews(context: ReviewContext): Promise<readonly KnownReview[]> {
  const since = new Date(context.now().getTime() - LOOK_BACK_DAYS * 86_400_000).toISOString();
  const reviews = await context.session.listReviews(since);
  const known: KnownReview[] = [];
  for (const review of reviews) {
    // Whoever asks to merge such a branch into something else asks another question.
    if (!review.branch.startsWith(DRIFT_BRANCHES) || review.base !== context.branch) continue;
    const stored = review.head === null ? undefined : await context.proposals.find(review.head);
    // A commit of one proposal on the branch of another is no proposal of this review.
    known.push({ review, stored: stored?.branch === review.branch ? stored : undefined });
  }
  return known;
}

/** A review as the plan sees it. */
export function standingOf({ review, stored }: KnownReview, account: string): StandingReview {
  const { number, branch, state, openedAt, endedAt, endedBy, body } = review;
  return {
    number,
    branch,
    state,
    openedAt,
    endedAt,
    closedByUs: state === "closed" && endedBy !== null && foldAccount(endedBy) === foldAccount(account),
    headProposal: stored?.proposal,
    told: findMachineComment(body)?.digest,
  };
}
