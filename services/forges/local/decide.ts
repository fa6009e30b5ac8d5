import type { KeptReview } from "#schemas/kept-review";
import { LockstepError } from "#services/core/errors";
import { assertSomebody } from "#services/core/people/assert-somebody";
import { mayBeSamePerson } from "#services/core/people/may-be-same-person";
import type { ReviewStore } from "#services/ports/review-store";
import { OWN_ACCOUNT } from "./open-session.js";

/** What a person does with a review. */
export interface PersonActs {
  readonly number: number;
  /** The person, by name. */
  readonly by: string;
  readonly at: string;
}

/** What a person does with exactly the commit they looked at. */
export interface PersonDecides extends PersonActs {
  /** Refused where the branch went on meanwhile. */
  readonly commit: string;
}

/**
 * Gives an opinion of exactly the commit that was looked at. `dismissed` takes the person's own back.
 *
 * @throws LockstepError `usage` where nobody is named, `proposal-unknown`, `proposal-stale`, `decision-refused`
 */
export async function giveOpinion(
  store: ReviewStore,
  { number, by, at, commit, says, text = "" }: PersonDecides & { readonly says: Says; readonly text?: string },
): Promise<KeptReview> {
  assertPerson(by);
  return await store.change(number, at, (review) => {
    assertOpen(review);
    assertHead(review, commit);
    return { ...review, opinions: [...review.opinions, { account: by, says, commit, at, text }] };
  });
}

type Says = KeptReview["opinions"][number]["says"];

/**
 * Marks a review as merged at exactly the commit that was looked at. The baseline is moved by whoever follows the reviews, who
 * judges the opinions then: a merge alone approves nothing.
 *
 * @throws LockstepError as `giveOpinion`
 */
export async function mergeReview(store: ReviewStore, { number, by, at, commit }: PersonDecides): Promise<KeptReview> {
  assertPerson(by);
  return await store.change(number, at, (review) => {
    assertOpen(review);
    assertHead(review, commit);
    return { ...review, state: "merged", endedAt: at, endedBy: by, mergeCommit: commit };
  });
}

/** Closes a review: what it proposes is not to be done. @throws LockstepError as `giveOpinion` */
export async function closeReview(store: ReviewStore, { number, by, at }: PersonActs): Promise<KeptReview> {
  assertPerson(by);
  return await store.change(number, at, (review) => {
    assertOpen(review);
    return { ...review, state: "closed", endedAt: at, endedBy: by };
  });
}

/** Opens a closed review again; what was merged stays so. @throws LockstepError as `giveOpinion` */
export async function reopenReview(store: ReviewStore, { number, by, at }: PersonActs): Promise<KeptReview> {
  assertPerson(by);
  return await store.change(number, at, (review) => {
    if (review.state !== "closed") throw refused(review, "only a closed one can be opened again");
    return { ...review, state: "open", endedAt: null, endedBy: null };
  });
}

/** Says something under a review. @throws LockstepError as `giveOpinion` */
export async function addComment(
  store: ReviewStore,
  { number, by, at, text }: PersonActs & { readonly text: string },
): Promise<KeptReview> {
  assertPerson(by);
  return await store.change(number, at, (review) => ({
    ...review,
    comments: [...review.comments, { account: by, at, text }],
  }));
}

/** Somebody who can be asked later, and not Lockstep: what it proposes it does not decide. */
function assertPerson(by: string): void {
  assertSomebody("person who decides", by);
  if (!mayBeSamePerson(by, OWN_ACCOUNT)) return;
  throw new LockstepError("usage", "The person who decides is named as Lockstep itself: give a person's name.");
}

function assertOpen(review: KeptReview): void {
  if (review.state !== "open") throw refused(review, `it is ${review.state}`);
}

function assertHead(review: KeptReview, commit: string): void {
  if (review.head === commit) return;
  const message = `Review ${review.number} went on to another commit than the one that was looked at: look at it again.`;
  throw new LockstepError("proposal-stale", message);
}

function refused({ number }: KeptReview, why: string): LockstepError {
  return new LockstepError("decision-refused", `Review ${number} cannot be decided: ${why}.`);
}
