import { LockstepError } from "#services/core/errors";
import type { GitContext } from "./git-context.js";
import { readSnapshot } from "./read-snapshot.js";
import { observedRef } from "./refs.js";
import { findCommit } from "./resolve-commit.js";
import { verifyCommits } from "./verify-commits.js";

/**
 * Finds the newest snapshot of a node and proves that Lockstep made it, for this node: its signature covers all that lies
 * under it. Whoever can push to the store can put a commit there, and it must not pass for what a node said.
 *
 * @throws LockstepError `store-unsound`, `key-missing`
 */
export async function findTrustedHead(
  context: GitContext,
  engineId: string,
  nodeId: string,
): Promise<string | undefined> {
  const ref = observedRef(engineId, nodeId);
  const commit = await findCommit(context.gitDir, ref);
  if (commit === undefined) return undefined;
  const [signature] = await verifyCommits(context, [commit]);
  if (signature?.trusted !== true) {
    throw new LockstepError("store-unsound", `the newest commit of ${ref} ${signature?.fault ?? "is not signed"}`);
  }
  const { snapshot } = await readSnapshot(context.gitDir, commit);
  if (snapshot.engineId !== engineId || snapshot.nodeId !== nodeId) {
    throw new LockstepError("store-unsound", `the newest commit of ${ref} is the snapshot of another node`);
  }
  return commit;
}
