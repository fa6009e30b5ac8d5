import type { Snapshot } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";
import type { SnapshotRef } from "#services/ports/estate-repository";
import { commitTree } from "./commit-tree.js";
import type { GitContext } from "./git-context.js";
import { type CommittedSnapshot, readSnapshot } from "./read-snapshot.js";
import { observedRef } from "./refs.js";
import { findCommit } from "./resolve-commit.js";
import { retrySwap } from "./retry-swap.js";
import { askGit } from "./run-git.js";
import { snapshotMessage } from "./snapshot-message.js";
import { swapRefs } from "./swap-refs.js";
import type { FinishedTree } from "./tree-import.js";

/**
 * Makes a finished tree the newest snapshot of its node: one signed commit, by compare and swap. Where another writer came
 * first the commit is made again on top of its snapshot, so that both stand in the history; a snapshot that was taken
 * later is then put on top once more, so that the newest commit is always the newest look.
 *
 * @throws LockstepError `store-conflict`, also where the history was rewritten meanwhile; `aborted`, `reference-blocked`,
 * `key-missing`, `store-unsound`
 */
export async function commitSnapshot(
  context: GitContext,
  draft: {
    readonly snapshot: Snapshot;
    readonly finished: FinishedTree;
    readonly parent: CommittedSnapshot | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<SnapshotRef> {
  const { snapshot, finished } = draft;
  const ref = observedRef(snapshot.engineId, snapshot.nodeId);
  const temporary = { ref: finished.ref, from: finished.commit, to: null };
  let parent = draft.parent;
  let swapped = false;
  let tries = 0;
  try {
    const what = `${snapshot.engineId}/${snapshot.nodeId}`;
    const swap = async (): Promise<SnapshotRef | undefined> => {
      // The first try trusts what the writer began with; the swap refuses it where that is no longer so.
      if (tries++ > 0) parent = await findParent(context.gitDir, ref, parent);
      const changed = parent?.manifest.digest !== snapshot.digest;
      const about = { digest: snapshot.digest, takenAt: snapshot.takenAt, changed };
      if (parent?.tree === finished.tree) return { commit: parent.commit, ...about };
      const commit = await commitTree(context, {
        tree: finished.tree,
        parents: parent === undefined ? [] : [parent.commit],
        message: snapshotMessage(snapshot, parent?.manifest),
        at: snapshot.takenAt,
      });
      // What lay there before the read began cannot be a later look: there a clock was set.
      const later = tries > 1 && isLater(parent, snapshot) ? parent : undefined;
      const to = later === undefined ? commit : await commitAgain(context, later, { commit, snapshot });
      const outcome = await swapRefs(context.gitDir, [{ ref, from: parent?.commit ?? null, to }, temporary]);
      swapped = outcome === "done";
      return swapped ? { commit, ...about } : undefined;
    };
    return await retrySwap(what, swap, draft.signal);
  } finally {
    if (!swapped) await swapRefs(context.gitDir, [temporary]).catch(() => "conflict");
  }
}

function isLater(other: CommittedSnapshot | undefined, { takenAt }: Snapshot): boolean {
  return other !== undefined && other.snapshot.takenAt > takenAt;
}

/** Puts a snapshot that was taken later on top of one that was written later. */
async function commitAgain(
  context: GitContext,
  later: CommittedSnapshot,
  under: { readonly commit: string; readonly snapshot: Snapshot },
): Promise<string> {
  return await commitTree(context, {
    tree: later.tree,
    parents: [under.commit],
    message: snapshotMessage(later.snapshot, under.snapshot),
    at: later.snapshot.takenAt,
  });
}

/** The newest snapshot now. A history that no longer holds the one we started from was rewritten by a purge. */
async function findParent(
  gitDir: string,
  ref: string,
  expected: CommittedSnapshot | undefined,
): Promise<CommittedSnapshot | undefined> {
  const commit = await findCommit(gitDir, ref);
  if (commit === expected?.commit) return expected;
  const grown =
    commit !== undefined &&
    (expected === undefined ||
      (await askGit(gitDir, ["merge-base", "--is-ancestor", expected.commit, commit])).code === 0);
  if (!grown) throw new LockstepError("store-conflict", "the history of this node was rewritten during the read");
  return await readSnapshot(gitDir, commit);
}
