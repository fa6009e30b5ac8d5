import { findUnchecked } from "#services/jobs/review/find-unchecked";
import { settleReviews } from "#services/jobs/review/settle-reviews";
import { type EstateReviews, openReviewPass } from "./open-review-pass.js";
import type { ReviewParts } from "./review-estate.js";

/**
 * Settles what people decided on the forge since the last look, whatever told of it. Gives the engines whose baseline moved and
 * that no run has looked at since; where no forge is declared, none.
 *
 * @throws LockstepError `policy-invalid` where nothing says who may approve; whatever the forge answered
 */
export async function settleEstateReviews(
  reviews: EstateReviews,
  ledger: ReviewParts["ledger"],
): Promise<readonly string[]> {
  const opened = await openReviewPass(reviews);
  if (opened === undefined) return [];
  const { pass } = opened;
  return await pass.inTurn(async () => {
    const context = await pass.open();
    try {
      await settleReviews(context);
      return await findUnchecked(ledger);
    } finally {
      await context.session.close();
    }
  });
}
