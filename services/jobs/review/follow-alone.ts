import type { GovernanceFinding } from "#schemas/review-report";
import { followForge } from "./follow-forge.js";
import { keepFindings } from "./keep-findings.js";
import { readReviews } from "./read-reviews.js";
import type { ReviewPass } from "./review-pass.js";
import { changedOutside } from "./settle-reviews.js";

/**
 * Follows the forge and settles nothing: where nothing in force says who may approve, the file that does may stand there by now.
 *
 * @throws LockstepError where the forge cannot be asked
 */
export async function followAlone(pass: ReviewPass): Promise<readonly GovernanceFinding[]> {
  const context = await pass.open();
  try {
    return await pass.inTurn(async () => {
      const followed = await followForge(context);
      const outside = changedOutside(followed, await readReviews(context));
      await keepFindings([...followed.governance, ...outside], context);
      return [...followed.governance, ...outside];
    });
  } finally {
    await context.session.close();
  }
}
