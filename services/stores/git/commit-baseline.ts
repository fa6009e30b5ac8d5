import { LockstepError } from "#services/core/errors";
import { commitTree } from "./commit-tree.js";
import type { GitContext } from "./git-context.js";
import { listTree } from "./list-tree.js";
import { baselineFolder, MAIN_REF } from "./refs.js";
import { replaceFolder } from "./replace-folder.js";
import { findCommit } from "./resolve-commit.js";
import { retrySwap } from "./retry-swap.js";
import { runGitLine } from "./run-git.js";
import { swapRefs } from "./swap-refs.js";

/** A tree that is to stand at `baselines/<engine>`, and what its commit says. */
export interface BaselineCommit {
  readonly engineId: string;
  readonly tree: string;
  readonly message: string;
  readonly at: string;
}

/**
 * Gives the commit on `main` that holds the tree: a new one, or the one in force where the tree is the same already.
 *
 * @throws LockstepError `estate-not-found`, `store-conflict`
 */
export async function commitBaseline(
  context: GitContext,
  { engineId, tree, message, at }: BaselineCommit,
): Promise<string> {
  const { gitDir } = context;
  const folder = baselineFolder(engineId);
  return await retrySwap("main", async () => {
    const head = await findCommit(gitDir, MAIN_REF);
    if (head === undefined) throw new LockstepError("estate-not-found", "the estate repository has no main branch");
    if ((await findFolder(gitDir, head, folder)) === tree) {
      return await runGitLine(gitDir, ["log", "-1", "--format=%H", head, "--", folder]);
    }
    const whole = await replaceFolder(gitDir, head, folder, tree);
    const commit = await commitTree(context, { tree: whole, parents: [head], message, at });
    const outcome = await swapRefs(gitDir, [{ ref: MAIN_REF, from: head, to: commit }]);
    return outcome === "done" ? commit : undefined;
  });
}

/** The tree that stands at a path of a commit, or `undefined`. */
export async function findFolder(gitDir: string, commit: string, path: string): Promise<string | undefined> {
  const [item] = await listTree(gitDir, commit, "items", [path]);
  return item?.type === "tree" ? item.id : undefined;
}
