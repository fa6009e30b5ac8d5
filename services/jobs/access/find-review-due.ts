import type { AccessPolicy } from "#schemas/access";
import { type ReviewDue, reviewDue } from "#services/core/access/review-due";
import type { Ledger } from "#services/ports/estate-repository";
import { findLastReview, reviewCountsFrom } from "./find-last-review.js";

/** Finds by when the next review of who may do what is due; of an estate that sets no time the ledger is not asked. */
export async function findReviewDue(
  access: Pick<AccessPolicy, "reviewEveryDays"> | undefined,
  ledger: Pick<Ledger, "records">,
  at: string,
): Promise<ReviewDue> {
  if (access?.reviewEveryDays === undefined) return reviewDue(undefined, undefined, at);
  const since = await reviewCountsFrom(await findLastReview(ledger), ledger);
  return reviewDue(access.reviewEveryDays, since, at);
}
