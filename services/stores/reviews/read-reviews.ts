import type { KeptReview } from "#schemas/kept-review";
import { LockstepError } from "#services/core/errors";
import type { GitContext } from "#services/stores/git/git-context";
import { listTree } from "#services/stores/git/list-tree";
import { readObjects, streamObjects } from "#services/stores/git/read-objects";
import { findCommit } from "#services/stores/git/resolve-commit";
import { verifyCommits } from "#services/stores/git/verify-commits";
import { parseReview, reviewPath } from "./parse-review.js";

/** The branch that holds reviews. */
export const REVIEWS_REF = "refs/heads/reviews";

/**
 * The newest commit, proved to be Lockstep's own: its signature covers all that lies under it. `undefined` before the first review.
 *
 * @throws LockstepError `store-unsound`, `key-missing`
 */
export async function findReviewsHead(context: GitContext): Promise<string | undefined> {
  const commit = await findCommit(context.gitDir, REVIEWS_REF);
  if (commit === undefined) return undefined;
  const [signature] = await verifyCommits(context, [commit]);
  if (signature?.trusted === true) return commit;
  throw new LockstepError("store-unsound", `the newest commit of reviews ${signature?.fault ?? "is not signed"}`);
}

/** Every review of a commit, by number. */
export async function readReviews(gitDir: string, commit: string): Promise<readonly KeptReview[]> {
  const items = await listTree(gitDir, commit);
  const reviews: KeptReview[] = [];
  let at = 0;
  for await (const object of streamObjects(
    gitDir,
    items.map(({ id }) => id),
  )) {
    const path = items[at++]?.path ?? "";
    if (object === undefined) throw new LockstepError("store-unsound", `${path} on the branch reviews is missing`);
    reviews.push(parseReview(object.bytes, path));
  }
  return reviews.sort((a, b) => a.number - b.number);
}

/** One review of a commit. */
export async function readReview(gitDir: string, commit: string, number: number): Promise<KeptReview | undefined> {
  if (!Number.isSafeInteger(number)) return undefined;
  const path = reviewPath(number);
  const [object] = await readObjects(gitDir, [`${commit}:${path}`]);
  return object?.type === "blob" ? parseReview(object.bytes, path) : undefined;
}

/** While a review is open its head is that of its branch; a branch that was taken away leaves the last one known. */
export async function withHead(gitDir: string, review: KeptReview): Promise<KeptReview> {
  if (review.state !== "open") return review;
  const head = await findCommit(gitDir, `refs/heads/${review.branch}`);
  return head === undefined ? review : { ...review, head };
}
