import { runGit } from "./run-git.js";

/** One line of a tree. */
export interface TreeItem {
  readonly mode: string;
  readonly type: string;
  readonly id: string;
  readonly path: string;
}

/**
 * Lists a tree: `files` for every file below it, `folders` for every folder, `items` for what stands directly in it.
 *
 * @throws LockstepError `store-unsound`
 */
export async function listTree(
  gitDir: string,
  tree: string,
  depth: "files" | "folders" | "items" = "items",
  paths: readonly string[] = [],
): Promise<readonly TreeItem[]> {
  const recurse = depth === "files" ? ["-r"] : depth === "folders" ? ["-r", "-d"] : [];
  const output = await runGit(gitDir, ["ls-tree", "-z", "--full-tree", ...recurse, tree, "--", ...paths]);
  return output
    .toString("utf8")
    .split("\0")
    .filter((line) => line !== "")
    .map(parseItem);
}

function parseItem(line: string): TreeItem {
  const tab = line.indexOf("\t");
  const [mode = "", type = "", id = ""] = line.slice(0, tab).split(" ");
  return { mode, type, id, path: line.slice(tab + 1) };
}
