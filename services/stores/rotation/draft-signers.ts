import { LockstepError } from "#services/core/errors";
import { ALLOWED_SIGNERS_PATH } from "#services/stores/git/allowed-signers";
import { commitTree } from "#services/stores/git/commit-tree";
import type { GitContext } from "#services/stores/git/git-context";
import { readGoverned } from "#services/stores/git/read-governed";
import type { RefChange } from "#services/stores/git/swap-refs";
import { startTreeImport } from "#services/stores/git/tree-import";

/** A commit that no branch holds yet. */
export interface SignersDraft {
  /** What `main` must still be. */
  readonly from: string;
  readonly commit: string;
  /** To be taken away, whatever becomes of the commit. */
  readonly temporary: RefChange;
}

/** Makes the commit by which other keys count, and moves no branch. @throws LockstepError `key-missing`, `store-unsound` */
export async function draftSigners(
  context: GitContext,
  { at, edit, message }: { readonly at: string; readonly edit: (text: string) => string; readonly message: string },
): Promise<SignersDraft> {
  const governed = await readGoverned(context.gitDir);
  const text = governed.files.get(ALLOWED_SIGNERS_PATH);
  if (text === undefined) throw new LockstepError("key-missing", `main holds no ${ALLOWED_SIGNERS_PATH}`);
  const tree = startTreeImport(context.gitDir, governed.commit);
  await tree.file(ALLOWED_SIGNERS_PATH, Buffer.from(edit(text)));
  const finished = await tree.finish();
  const draft = { tree: finished.tree, parents: [governed.commit], message, at };
  const commit = await commitTree(context, draft);
  return { from: governed.commit, commit, temporary: { ref: finished.ref, from: finished.commit, to: null } };
}
