import { listTree } from "./list-tree.js";
import { makeTree } from "./make-tree.js";

/** Makes the tree in which one folder stands instead of what a tree holds at that path; gives its id. */
export async function replaceFolder(
  gitDir: string,
  tree: string | undefined,
  path: string,
  folder: string,
): Promise<string> {
  const [name = "", ...rest] = path.split("/");
  const items = tree === undefined ? [] : await listTree(gitDir, tree);
  const inner = items.find((item) => item.path === name && item.type === "tree")?.id;
  const id = rest.length === 0 ? folder : await replaceFolder(gitDir, inner, rest.join("/"), folder);
  const others = items.filter((item) => item.path !== name);
  return await makeTree(gitDir, [...others, { mode: "040000", type: "tree", id, path: name }]);
}
