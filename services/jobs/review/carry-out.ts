import type { ChangeProposal } from "#schemas/change-proposal";
import type { ReviewedProposal, ReviewState } from "#schemas/review-report";
import { LockstepError } from "#services/core/errors";
import { branchOf } from "#services/core/review/branch-of";
import type { ReviewAction } from "#services/core/review/plan-reviews";
import type { ForgeReview } from "#services/ports/forge";
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
  const { texts, logger } = carrying.context;
  const proposal = action.do === "close" ? action.before : action.proposal;
  const number = "number" in action ? action.number : undefined;
  const review = carrying.reviews.find((known) => known.review.number === number)?.review;
  try {
    const { state, because = action.because, review: made = review } = await act(action, carrying);
    return reviewedAs(proposal, { state, because, review: made }, texts);
  } catch (error) {
    if (!(error instanceof LockstepError) || error.code === "aborted") throw error;
    logger?.warn("review not kept", { engineId: proposal.engineId, key: proposal.key, code: error.code });
    return reviewedAs(proposal, { state: "unavailable", because: error.message, review }, texts);
  }
}

interface Done {
  readonly state: ReviewState;
  /** Where that is not what was planned. */
  readonly because?: string;
  /** The review that was made, where one was. */
  readonly review?: ForgeReview | undefined;
}

async function act(action: ReviewAction, carrying: CarryingOut): Promise<Done> {
  switch (action.do) {
    case "hold":
      return { state: "limit-reached" };
    case "keep":
      return { state: "unchanged" };
    case "retell":
      await retell(action, carrying);
      return { state: "unchanged" };
    case "hands-off":
      return { state: "hands-off" };
    case "open":
      return (
        (await findForeign(action.proposal, carrying)) ?? {
          state: "opened",
          review: await open(action.proposal, carrying),
        }
      );
    case "update":
      await update(action, carrying);
      return { state: "updated" };
    case "reopen":
      return { state: "reopened", review: await reopen(action, carrying) };
    case "close":
      await close(action, carrying);
      return { state: "closed" };
  }
}

/** What a person left on the branch of a review that ended is not written over. */
async function findForeign(proposal: ChangeProposal, { context, onForge }: CarryingOut): Promise<Done | undefined> {
  const branch = branchOf(proposal);
  const head = onForge.get(branch);
  if (head === undefined || (await context.proposals.find(head)) !== undefined) return undefined;
  const because = `A commit that is not Lockstep's stands on ${branch}: delete the branch, and the next run asks anew.`;
  return { state: "hands-off", because };
}

/** Branch, status and review in this order: a review that people can see has all that belongs to it. */
async function open(proposal: ChangeProposal, { context, onForge }: CarryingOut): Promise<ForgeReview> {
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
  return review;
}

async function update(
  { proposal, number, before }: Extract<ReviewAction, { do: "update" | "reopen" }>,
  { context, onForge }: CarryingOut,
): Promise<void> {
  const { session, texts } = context;
  const stored = await publishBranch(proposal, onForge, context);
  await announceStatus(stored, context);
  // The text comes last: until it tells of the new changes, a pass that was broken off is made up for.
  await session.comment(number, texts.since(before, proposal));
  await writeText(number, proposal, context);
}

/** Somebody edited the text, or a pass was broken off before it. The commit stays, and with it what was approved. */
async function retell(
  { proposal, number }: Extract<ReviewAction, { do: "keep" | "retell" | "hands-off" }>,
  { context, reviews }: CarryingOut,
): Promise<void> {
  const stored = reviews.find(({ review }) => review.number === number)?.stored;
  if (stored !== undefined) await announceStatus(stored, context);
  await context.session.comment(number, context.texts.retold());
  await writeText(number, proposal, context);
}

async function writeText(number: number, proposal: ChangeProposal, context: ReviewContext): Promise<void> {
  const { session, texts } = context;
  const labels = labelsOf(proposal, context);
  await session.editReview(number, { title: texts.title(proposal), body: bodyOf(proposal, context), labels });
}

/** A forge opens a closed review again only with the commit that it was closed with; `undefined`: it was. */
async function reopen(
  action: Extract<ReviewAction, { do: "update" | "reopen" }>,
  carrying: CarryingOut,
): Promise<ForgeReview | undefined> {
  const { context, onForge, reviews } = carrying;
  const { session, texts } = context;
  const { proposal, number, before } = action;
  const closed = reviews.find(({ review }) => review.number === number)?.review;
  // Somebody deleted the branch, or it went on: then this is a new question to its reviewers.
  if (closed === undefined || closed.head === null || onForge.get(closed.branch) !== closed.head) {
    return await open(proposal, carrying);
  }
  await session.reopenReview(number);
  await session.comment(number, texts.reopened(before, proposal));
  if (before.digest !== proposal.digest) await update(action, carrying);
  return undefined;
}

/** The branch stays for as long as the review may be opened again. */
async function close(
  { number, because }: Extract<ReviewAction, { do: "close" }>,
  { context: { session, texts } }: CarryingOut,
): Promise<void> {
  await session.comment(number, texts.closed(because));
  await session.closeReview(number);
}
