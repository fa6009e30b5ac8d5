import { LockstepError } from "#services/core/errors";
import { listTree } from "./list-tree.js";
import { streamObjects } from "./read-objects.js";
import { MAIN_REF } from "./refs.js";
import { findCommit } from "./resolve-commit.js";

/** Where hosts look for it. */
export const OWNERS_FILE = /^(\.github\/|docs\/)?CODEOWNERS$/;

/** Reads the owners file on `main`; `undefined` where there is none. @throws LockstepError `bug` for another path */
export async function readOwnersFile(gitDir: string, path: string): Promise<string | undefined> {
  if (!OWNERS_FILE.test(path)) throw new LockstepError("bug", "a file was to be read that is no owners file");
  const head = await findCommit(gitDir, MAIN_REF);
  if (head === undefined) return undefined;
  const [item] = await listTree(gitDir, head, "files", [path]);
  // A link would say what another file says, and hosts do not follow it.
  if (item === undefined || !item.mode.startsWith("100")) return undefined;
  for await (const object of streamObjects(gitDir, [item.id])) return object?.bytes.toString("utf8");
  return undefined;
}
