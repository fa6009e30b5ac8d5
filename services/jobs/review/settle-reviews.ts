import type { ReviewDecision } from "#schemas/review-decision";
import type { GovernanceFinding, ReviewedProposal } from "#schemas/review-report";
import { governanceFinding } from "#services/core/review/governance-finding";
import { type Followed, followForge } from "./follow-forge.js";
import { keepFindings } from "./keep-findings.js";
import { type RecordedDecision, readDecisions } from "./read-decisions.js";
import { readRefused } from "./read-refused.js";
import { type KnownReview, readReviews } from "./read-reviews.js";
import type { ReviewContext } from "./review-context.js";
import { reviewedAs } from "./reviewed-as.js";
import { endingId, type Settled, type SettlingContext, settleOne } from "./settle-one.js";

/** What became of what people decided since the last look. */
export interface Settling {
  readonly settled: readonly ReviewedProposal[];
  readonly governance: readonly GovernanceFinding[];
  /** Engines whose baseline moved. */
  readonly moved: readonly string[];
}

/**
 * Follows the forge, and settles every review that ended and that no record of the ledger decided yet: an approved merge moves the
 * baseline, a closing by an approver is remembered, and what does not count is a finding. Asked again, it does nothing again.
 *
 * @throws LockstepError where the forge cannot be asked
 */
export async function settleReviews(context: ReviewContext): Promise<Settling> {
  const followed = await followForge(context);
  const reviews = await readReviews(context);
  const decisions = await readDecisions(context.ledger);
  const decided = new Set(decisions.map(({ decision }) => nameOf(decision)));
  const refused = await readRefused(context.ledger);
  const newest = new Map((await context.proposals.list()).map(({ branch, commit }) => [branch, commit]));
  const outcomes: { readonly outcome: Settled; readonly review: KnownReview }[] = [];
  for (const review of reviews) {
    if (review.review.state === "open" || decided.has(reviewName(review))) continue;
    const outcome = await settleOnce(review, refused, { ...context, newest });
    if (outcome !== undefined) outcomes.push({ outcome, review });
  }
  const moved = outcomes.filter(({ outcome }) => outcome.state === "adopted");
  const fresh = moved.length === 0 ? decisions : await readDecisions(context.ledger);
  const told = outcomes.filter(({ outcome, review }) => !wasSettledSince(outcome, review, fresh));
  const governance: GovernanceFinding[] = [
    ...followed.governance,
    ...changedOutside(followed, reviews),
    ...told.flatMap(({ outcome: { finding } }) => finding ?? []),
  ];
  // The forge gets the baseline that moved; what it does not take now, the next pass brings.
  if (moved.length > 0) governance.push(...withoutKnown((await followForge(context)).governance, governance));
  await keepFindings(governance, context);
  const settled = told.flatMap(({ outcome: { proposal, state, because }, review: { review } }) =>
    proposal === undefined ? [] : [reviewedAs(proposal, { state, because, review }, context.texts)],
  );
  const engineIds = moved.flatMap(({ outcome: { proposal } }) => proposal?.engineId ?? []);
  return { settled, governance, moved: [...new Set(engineIds)] };
}

/** One ending of one review of one repository is decided once. */
function nameOf({ url, number, endedAt }: Pick<ReviewDecision, "url" | "number" | "endedAt">): string {
  return JSON.stringify([url, number, endedAt ?? null]);
}

/** What did not count once never counts: whoever may approve, and what they say, is another thing later. */
async function settleOnce(
  known: KnownReview,
  refused: ReadonlyMap<string, GovernanceFinding>,
  context: SettlingContext,
): Promise<Settled | undefined> {
  const finding = refused.get(endingId(known.review));
  if (finding === undefined) return await settleOne(known, context);
  return { proposal: known.stored?.proposal, state: "merged-unapproved", because: finding.message, finding };
}

/** A merge that did not count is told until a review that does has decided on the same changes. */
function wasSettledSince(
  { state, proposal }: Settled,
  { review: { endedAt } }: KnownReview,
  decisions: readonly RecordedDecision[],
): boolean {
  if (state !== "merged-unapproved" || proposal === undefined || endedAt === null) return false;
  const { engineId, digest } = proposal;
  const later = decisions.filter(({ at }) => Date.parse(at) > Date.parse(endedAt));
  return later.some(({ decision }) => decision.engineId === engineId && decision.digest === digest);
}

function reviewName({ review: { url, number, endedAt } }: KnownReview): string {
  return nameOf({ url, number, ...(endedAt === null ? {} : { endedAt }) });
}

/** The merge of a review is that review's own affair; whatever else moved a baseline on the forge was nobody's decision. */
export function changedOutside({ baselineCommits }: Followed, reviews: readonly KnownReview[]): GovernanceFinding[] {
  const merges = new Set(reviews.map(({ review }) => review.mergeCommit));
  return baselineCommits
    .filter(({ commit }) => !merges.has(commit))
    .map(({ commit, engineIds }) =>
      governanceFinding(
        "baseline-changed-outside-review",
        `The baseline of ${engineIds.join(", ")} was changed on the forge by the commit ${commit.slice(0, 12)}, which no review decided.`,
        { commit },
      ),
    );
}

function withoutKnown(
  findings: readonly GovernanceFinding[],
  known: readonly GovernanceFinding[],
): readonly GovernanceFinding[] {
  const told = new Set(known.map(({ id }) => id));
  return findings.filter(({ id }) => !told.has(id));
}
