import { LockstepError } from "#services/core/errors";
import { REOPEN_DAYS } from "#services/core/review/plan-reviews";
import type { CarryingOut } from "./carry-out.js";
import { bring } from "./publish.js";

/** Takes away the branches of reviews that ended so long ago that they are not opened again. A person's commit is left standing. */
export async function removeOldBranches({ context, reviews, onForge }: CarryingOut, at: string): Promise<void> {
  const inUse = new Set(reviews.filter(({ review }) => isInUse(review, at)).map(({ review }) => review.branch));
  for (const { review, stored } of reviews) {
    if (stored === undefined || inUse.has(review.branch)) continue;
    try {
      if (onForge.get(review.branch) === stored.commit) {
        await bring({ branch: review.branch, from: stored.commit, to: null }, context);
      }
      await context.proposals.remove(review.branch, stored.commit);
    } catch (error) {
      if (!(error instanceof LockstepError) || error.code === "aborted") throw error;
      context.logger?.warn("branch not removed", { branch: review.branch, code: error.code });
    }
  }
}

function isInUse({ state, endedAt }: { readonly state: string; readonly endedAt: string | null }, at: string): boolean {
  if (state === "open" || endedAt === null) return true;
  return Date.parse(at) - Date.parse(endedAt) <= REOPEN_DAYS * 86_400_000;
}
