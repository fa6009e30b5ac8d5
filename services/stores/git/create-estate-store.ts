import { existsSync } from "node:fs";
import { join } from "node:path";
import { LockstepError } from "#services/core/errors";
import type { Ledger } from "#services/ports/estate-repository";
import { assertSafePath } from "./assert-safe-path.js";
import { commitTree } from "./commit-tree.js";
import type { GitContext } from "./git-context.js";
import { makeRepository } from "./make-repository.js";
import { MAIN_REF } from "./refs.js";
import { findCommit } from "./resolve-commit.js";
import { swapRefs } from "./swap-refs.js";
import { startTreeImport } from "./tree-import.js";

/** What the first commit holds, and who made the estate. */
export interface EstateFoundation {
  /** Path → text: `estate.yaml`, `policy/…`. */
  readonly files: ReadonlyMap<string, string>;
  readonly actor: string;
}

/**
 * Makes the bare repository of an estate, its first signed commit on `main` and its first record. Clones may push to `main`,
 * forwards only; what Lockstep writes is hidden from pushes. Run again after a kill it goes on where it stopped.
 *
 * @throws LockstepError `usage` where an estate stands there already, `key-missing`, `store-unsound`
 */
export async function createEstateStore(
  context: GitContext,
  ledger: Ledger,
  foundation: EstateFoundation,
): Promise<{ commit: string }> {
  for (const path of foundation.files.keys()) assertSafePath(path);
  const { gitDir } = context;
  if (!existsSync(join(gitDir, "HEAD"))) await makeRepository(gitDir);
  const found = await findCommit(gitDir, MAIN_REF);
  if (found !== undefined && (await hasRecord(ledger))) {
    throw new LockstepError("usage", `${gitDir} already holds an estate repository`);
  }
  const at = context.now().toISOString();
  const commit = found ?? (await commitFoundation(context, foundation, at));
  await ledger.append({ type: "estate-created", actor: foundation.actor, at, body: { commit } });
  return { commit };
}

async function hasRecord(ledger: Ledger): Promise<boolean> {
  for await (const _ of ledger.records({ limit: 1 })) return true;
  return false;
}

async function commitFoundation(context: GitContext, foundation: EstateFoundation, at: string): Promise<string> {
  const tree = startTreeImport(context.gitDir, undefined);
  for (const [path, text] of foundation.files) await tree.file(path, Buffer.from(text));
  const finished = await tree.finish();
  const commit = await commitTree(context, {
    tree: finished.tree,
    parents: [],
    message: "The estate and its policies, as Lockstep proposes them\n",
    at,
  });
  await swapRefs(context.gitDir, [
    { ref: MAIN_REF, from: null, to: commit },
    { ref: finished.ref, from: finished.commit, to: null },
  ]);
  return commit;
}
