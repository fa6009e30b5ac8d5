import type { KeptReview } from "#schemas/kept-review";
import { LockstepError } from "#services/core/errors";
import type { NewReview, ReviewStore } from "#services/ports/review-store";
import { commitTree } from "#services/stores/git/commit-tree";
import type { GitContext } from "#services/stores/git/git-context";
import { retrySwap } from "#services/stores/git/retry-swap";
import { swapRefs } from "#services/stores/git/swap-refs";
import { startTreeImport } from "#services/stores/git/tree-import";
import { printReview, reviewPath } from "./parse-review.js";
import { findReviewsHead, REVIEWS_REF, readReview, readReviews, withHead } from "./read-reviews.js";

/** Opens the reviews that are kept on the branch `reviews` of the estate repository, one signed commit a change. */
export function openReviewStore(context: GitContext): ReviewStore {
  const { gitDir } = context;
  return {
    location: gitDir,
    async list() {
      const head = await findReviewsHead(context);
      if (head === undefined) return [];
      return await Promise.all((await readReviews(gitDir, head)).map((review) => withHead(gitDir, review)));
    },
    async find(number) {
      const head = await findReviewsHead(context);
      const review = head === undefined ? undefined : await readReview(gitDir, head, number);
      return review && (await withHead(gitDir, review));
    },
    add: (review) => addReview(context, review),
    change: (number, at, edit) => changeReview(context, number, at, edit),
  };
}

async function addReview(context: GitContext, { at, ...about }: NewReview): Promise<KeptReview> {
  assertBranch(about.branch);
  return await retrySwap("the reviews", async () => {
    const from = await findReviewsHead(context);
    const known = from === undefined ? [] : await readReviews(context.gitDir, from);
    const standing = known.find(({ branch, state }) => branch === about.branch && state === "open");
    if (standing !== undefined) return await withHead(context.gitDir, standing);
    const number = (known.at(-1)?.number ?? 0) + 1;
    const review = await withHead(context.gitDir, newReview(number, at, about));
    return await commitReview(context, from, at, review);
  });
}

function newReview(number: number, openedAt: string, about: Omit<NewReview, "at">): KeptReview {
  return {
    schema: "lockstep/kept-review@1",
    number,
    ...about,
    state: "open",
    head: null,
    openedAt,
    endedAt: null,
    endedBy: null,
    mergeCommit: null,
    comments: [],
    opinions: [],
  };
}

async function changeReview(
  context: GitContext,
  number: number,
  at: string,
  edit: (review: KeptReview) => KeptReview,
): Promise<KeptReview> {
  return await retrySwap("the reviews", async () => {
    const from = await findReviewsHead(context);
    const stored = from === undefined ? undefined : await readReview(context.gitDir, from, number);
    if (stored === undefined) throw new LockstepError("proposal-unknown", `there is no review of the number ${number}`);
    const review = await withHead(context.gitDir, stored);
    const edited = edit(review);
    if (edited === review) return review;
    if (edited.number !== number || edited.branch !== review.branch) {
      throw new LockstepError("bug", "a review was to change its number or branch");
    }
    return await commitReview(context, from, at, edited);
  });
}

/** `undefined` where another writer came first. */
async function commitReview(
  context: GitContext,
  from: string | undefined,
  at: string,
  review: KeptReview,
): Promise<KeptReview | undefined> {
  const { gitDir } = context;
  const tree = startTreeImport(gitDir, from);
  await tree.file(reviewPath(review.number), printReview(review));
  const finished = await tree.finish();
  const temporary = { ref: finished.ref, from: finished.commit, to: null };
  try {
    const commit = await commitTree(context, {
      tree: finished.tree,
      parents: from === undefined ? [] : [from],
      message: `Review ${review.number} is ${review.state}\n`,
      at,
    });
    const moved = { ref: REVIEWS_REF, from: from ?? null, to: commit };
    if ((await swapRefs(gitDir, [moved, temporary])) === "done") return review;
  } catch (error) {
    await swapRefs(gitDir, [temporary]);
    throw error;
  }
  await swapRefs(gitDir, [temporary]);
  return undefined;
}

function assertBranch(branch: string): void {
  const isName = /^drift(\/[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9]))*)+$/.test(branch);
  if (isName && branch.length <= 200 && !branch.endsWith(".lock")) return;
  throw new LockstepError("bug", "a review was to be kept of a branch that is none of Lockstep's");
}
