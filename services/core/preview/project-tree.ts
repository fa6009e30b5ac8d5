import type { TreeNode } from "#schemas/artefact";
import { matchesGlob } from "../text/match-glob.js";

/**
 * Gives the tree with other values at the places that a pattern names; `*` stands for one segment. `valueAt` is asked with
 * the path of each such leaf and its value.
 */
export function projectTree(
  tree: TreeNode,
  pattern: readonly string[],
  valueAt: (path: readonly string[], value: string) => string,
  at: readonly string[] = [],
): TreeNode {
  const [head, ...tail] = pattern;
  if (head === undefined) {
    if (tree.children !== undefined) return tree;
    const value = tree.text ?? "";
    const projected = valueAt(at, value);
    return projected === value ? tree : { ...tree, text: projected };
  }
  if (tree.children === undefined) return tree;
  const children = tree.children.map((child) => {
    const key = child.key ?? child.name;
    return matchesGlob(head, key) ? projectTree(child, tail, valueAt, [...at, key]) : child;
  });
  return { ...tree, children };
}

/** Gives the value of the leaf at a path, or `undefined` where there is none. */
export function leafAt(tree: TreeNode | undefined, path: readonly string[]): string | undefined {
  let node = tree;
  for (const key of path) node = node?.children?.find((child) => (child.key ?? child.name) === key);
  return node === undefined || node.children !== undefined ? undefined : (node.text ?? "");
}
