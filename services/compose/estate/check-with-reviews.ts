import type { CheckReport } from "#schemas/check-report";
import { type EstateReviews, openReviewPass } from "#services/compose/review/open-review-pass";
import { beginReviews } from "#services/jobs/review/review-pass";

/**
 * Checks, and keeps the reviews in step where the estate declares a forge: what people decided there is settled before anything
 * is judged, and what there is to decide is asked afterwards. No forge can stop a check or alter what it finds.
 */
export async function checkWithReviews(
  reviews: EstateReviews,
  check: () => Promise<CheckReport>,
): Promise<CheckReport> {
  const opened = await openReviewPass(reviews);
  if (opened === undefined) return await check();
  const { pass, found } = opened;
  const begun = await beginReviews(pass);
  const report = await check();
  const review = await begun.finish(report.engines);
  const told = new Set(review.governance.map(({ id }) => id));
  const governance = [...found.filter(({ id }) => !told.has(id)), ...review.governance];
  return { ...report, review: { ...review, governance } };
}
