import type { Governed } from "./core/policy/parse-governed.js";
import { brokenPolicy } from "./in-force.js";
import { findUnchecked } from "./jobs/review/find-unchecked.js";
import { settleReviews } from "./jobs/review/settle-reviews.js";
import { type ReviewParts, reviewPassOf } from "./review-estate.js";

/**
 * Settles what people decided on the forge since the last look, whatever told of it. Gives the engines whose baseline moved and
 * that no run has looked at since; where no forge is declared, none.
 *
 * @throws LockstepError `policy-invalid` where nothing says who may approve; whatever the forge answered
 */
export async function settleEstateReviews(
  { estate, policy, problems }: Pick<Governed, "estate" | "policy" | "problems">,
  parts: Omit<ReviewParts, "estate" | "policy">,
): Promise<readonly string[]> {
  if (estate?.forge === undefined) return [];
  if (policy === undefined) throw brokenPolicy(problems);
  const pass = reviewPassOf({ ...parts, estate, policy });
  return await pass.inTurn(async () => {
    const context = await pass.open();
    try {
      await settleReviews(context);
      return await findUnchecked(parts.ledger);
    } finally {
      await context.session.close();
    }
  });
}
