import { LockstepError } from "#services/core/errors";
import { escapeText } from "#services/core/text/escape-text";
import type { ForgeReview } from "#services/ports/forge";
import type { StoredProposal } from "#services/ports/proposal-store";
import { type KnownReview, readReviews } from "./read-reviews.js";
import type { ReviewContext } from "./review-context.js";

/** An open review whose head Lockstep made. */
export interface OpenReview {
  readonly review: ForgeReview;
  readonly stored: StoredProposal;
}

/**
 * Finds the open review that a person means: by number, by key, or by how its key begins.
 *
 * @throws LockstepError `proposal-unknown`, `decision-refused` where a commit stands there that is not Lockstep's
 */
export async function findOpenReview(name: string, context: ReviewContext): Promise<OpenReview> {
  const open = (await readReviews(context)).filter(({ review }) => review.state === "open");
  const exact = open.filter((known) => isNamed(name, known));
  const found = exact.length > 0 ? exact : open.filter((known) => keyOf(known).startsWith(name) && name !== "");
  const [first, ...others] = found;
  const shown = escapeText(JSON.stringify(name.slice(0, 80)));
  if (first === undefined) {
    const known = open.map((each) => `${each.review.number} (${keyOf(each)})`).join(", ");
    throw new LockstepError("proposal-unknown", `No open proposal is named ${shown}; there are: ${known || "none"}.`);
  }
  if (others.length > 0) {
    const which = found.map((each) => `${each.review.number} (${keyOf(each)})`).join(", ");
    throw new LockstepError(
      "proposal-unknown",
      `Several open proposals are named ${shown}: ${which}. Give the number.`,
    );
  }
  const { review, stored } = first;
  if (stored !== undefined) return { review, stored };
  throw new LockstepError(
    "decision-refused",
    `A commit that is not Lockstep's stands on the branch of review ${review.number}, so nothing can be decided there.`,
    { remedy: "Take the commit off the branch, or close the review." },
  );
}

function isNamed(name: string, known: KnownReview): boolean {
  return name === String(known.review.number) || name === keyOf(known) || name === known.review.branch;
}

/** The last segment of its branch, which is the key of the proposal. */
function keyOf({ review }: KnownReview): string {
  return review.branch.split("/").at(-1) ?? "";
}
