import type { ChangeProposal } from "#schemas/change-proposal";
import type { GovernanceFinding, ReviewedProposal, ReviewReport, WithoutProposal } from "#schemas/review-report";
import { branchOf } from "#services/core/review/branch-of";
import { planReviews } from "#services/core/review/plan-reviews";
import { carryOut } from "./carry-out.js";
import { putDashboard } from "./put-dashboard.js";
import { type KnownReview, readReviews, standingOf } from "./read-reviews.js";
import { removeOldBranches } from "./remove-old-branches.js";
import type { ReviewContext } from "./review-context.js";
import { reviewedAs } from "./reviewed-as.js";

/** What there is to decide, and what settling found just before. */
export interface Keeping {
  readonly estate: string;
  readonly wanted: readonly ChangeProposal[];
  /** Decided already, and production was not put back yet. */
  readonly decided: readonly {
    readonly proposal: ChangeProposal;
    readonly outcome: "declined" | "restore-agreed";
    readonly because: string;
  }[];
  /** Engines that were read well enough to know that there is nothing else. */
  readonly known: readonly string[];
  readonly without: readonly WithoutProposal[];
  readonly settled: readonly ReviewedProposal[];
  readonly governance: readonly GovernanceFinding[];
}

const UNLIMITED = { maxPerHour: Number.POSITIVE_INFINITY, maxOpen: Number.POSITIVE_INFINITY };

/**
 * Brings the reviews on the forge in step with what there is to decide. What the forge does not take now is told, and done by the
 * next run.
 *
 * @throws LockstepError where the forge cannot be asked at all
 */
export async function keepReviews(keeping: Keeping, context: ReviewContext): Promise<ReviewReport> {
  const { session, remote, policy, now } = context;
  const at = now().toISOString();
  const { branches } = await remote.fetch(session.remote);
  const reviews = await readReviews(context);
  const carrying = { context, reviews, onForge: branches };
  const actions = planReviews({
    wanted: keeping.wanted,
    known: keeping.known,
    reviews: reviews.map((review) => standingOf(review, session.account)),
    // Without a Git host nobody's inbox fills up.
    decided: keeping.decided.map(({ proposal }) => proposal.digest),
    limits: session.url === null ? UNLIMITED : policy,
    at,
  });
  const kept: ReviewedProposal[] = [];
  for (const action of actions) kept.push(await carryOut(action, carrying));
  const standing = listStanding(keeping, reviews, context);
  await removeOldBranches(carrying, at);
  const settledNow = new Set(keeping.settled.map(({ engineId, digest }) => `${engineId} ${digest}`));
  const still = keeping.decided.filter(
    ({ proposal: { engineId, digest } }) => !settledNow.has(`${engineId} ${digest}`),
  );
  const decided = still.map(({ proposal, outcome, because }) =>
    reviewedAs(proposal, { state: outcome, because }, context.texts),
  );
  const failed = kept.find(({ state }) => state === "unavailable");
  const report: ReviewReport = {
    schema: "lockstep/review@1",
    estate: keeping.estate,
    at,
    forge: { system: context.forge, url: session.url, state: "read", message: failed?.because ?? null },
    proposals: [...keeping.settled, ...kept, ...standing, ...decided],
    governance: [...keeping.governance],
    withoutProposal: [...keeping.without],
  };
  return await putDashboard(report, carrying);
}

/** Open reviews of engines that were not looked at, or not whole: they stand as they are. */
function listStanding(
  { known, wanted }: Keeping,
  reviews: readonly KnownReview[],
  { texts }: ReviewContext,
): readonly ReviewedProposal[] {
  const branches = new Set(wanted.map(branchOf));
  return reviews.flatMap(({ review, stored }) => {
    if (stored === undefined || review.state !== "open" || branches.has(review.branch)) return [];
    if (known.includes(stored.proposal.engineId)) return [];
    const because = "It waits for a decision; its engine was not looked at in this pass.";
    return [reviewedAs(stored.proposal, { state: "unchanged", because, review }, texts)];
  });
}
