import { LockstepError } from "#services/core/errors";
import { assertSafePath } from "#services/stores/git/assert-safe-path";
import { baselineFolder } from "#services/stores/git/refs";
import type { TreeImport } from "#services/stores/git/tree-import";
import type { PlannedMove } from "./plan-move.js";

/** Puts production's artefacts into the place of those in the baseline: first all that goes, since one may come where another lay. */
export async function moveArtefacts(
  tree: TreeImport,
  engineId: string,
  { replacements, folders }: PlannedMove,
): Promise<void> {
  const root = baselineFolder(engineId);
  for (const { before } of replacements) {
    if (before !== undefined) await tree.remove(safe(`${root}/${before.path}`));
  }
  for (const { after } of replacements) {
    if (after === undefined) continue;
    const folder = folders.get(after.path);
    if (folder === undefined) throw new LockstepError("store-unsound", `the artefact ${after.path} has no folder`);
    await tree.folder(safe(`${root}/${after.path}`), folder);
  }
}

function safe(path: string): string {
  assertSafePath(path);
  return path;
}
