import { LockstepError } from "#services/core/errors";
import type { EstateRepository } from "#services/ports/estate-repository";
import { commitTree } from "./commit-tree.js";
import type { GitContext } from "./git-context.js";
import { readGoverned } from "./read-governed.js";
import { OWNERS_FILE } from "./read-owners-file.js";
import { MAIN_REF } from "./refs.js";
import { retrySwap } from "./retry-swap.js";
import { swapRefs } from "./swap-refs.js";
import { startTreeImport } from "./tree-import.js";

type GovernedChange = Parameters<EstateRepository["changeGoverned"]>[0];

/**
 * Commits one governed file to `main`, signed. The edit is made anew on what stands there where somebody else came first,
 * so that nobody's work is lost.
 *
 * @throws LockstepError `store-conflict`, `estate-not-found`, and whatever the edit throws
 */
export async function changeGoverned(context: GitContext, { at, edit }: GovernedChange): Promise<string> {
  const { gitDir } = context;
  return await retrySwap("main", async () => {
    const governed = await readGoverned(gitDir);
    const { path, text, message } = edit(governed);
    assertGoverned(path);
    const tree = startTreeImport(gitDir, governed.commit);
    await tree.file(path, Buffer.from(text));
    const finished = await tree.finish();
    const parents = [governed.commit];
    const commit = await commitTree(context, { tree: finished.tree, parents, message, at });
    const temporary = { ref: finished.ref, from: finished.commit, to: null };
    const outcome = await swapRefs(gitDir, [{ ref: MAIN_REF, from: governed.commit, to: commit }, temporary]);
    if (outcome === "done") return commit;
    await swapRefs(gitDir, [temporary]);
    return undefined;
  });
}

function assertGoverned(path: string): void {
  if (/^policy\/[a-z-]+\.yaml$/.test(path) || OWNERS_FILE.test(path)) return;
  throw new LockstepError("bug", "a file was to be committed that is not a policy file");
}
