import type { TreeItem } from "./list-tree.js";
import { runGitLine } from "./run-git.js";

/** Writes one tree object and gives its id. @throws LockstepError `store-unsound` where an object it names is missing */
export function makeTree(gitDir: string, items: readonly TreeItem[]): Promise<string> {
  const input = items.map(({ mode, type, id, path }) => `${mode} ${type} ${id}\t${path}\0`).join("");
  return runGitLine(gitDir, ["mktree", "-z"], { input });
}
