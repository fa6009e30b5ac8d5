import type { TreeNode } from "#schemas/artefact";
import { parsePath } from "../artefact/change-path.js";
import { textsOf } from "../artefact/texts-of.js";

/** Gives all text at or below a path of a tree, or `null` where there is nothing. */
export type TextFinder = (path: string) => string | null;

/** Makes a finder for many paths of one tree: each node's children are looked through once, however many there are. */
export function createTextFinder(tree: TreeNode | undefined): TextFinder {
  const indexes = new Map<TreeNode, ReadonlyMap<string, TreeNode>>();
  const childrenOf = (node: TreeNode): ReadonlyMap<string, TreeNode> => {
    const index = indexes.get(node) ?? indexChildren(node);
    indexes.set(node, index);
    return index;
  };
  return (path) => {
    let node = tree;
    for (const segment of parsePath(path)) node = node && childrenOf(node).get(segment);
    return node === undefined ? null : [...textsOf(node)].join("\n");
  };
}

/** By key, or by name where there is none; the first of several counts. */
function indexChildren(node: TreeNode): ReadonlyMap<string, TreeNode> {
  return new Map((node.children ?? []).toReversed().map((child) => [child.key ?? child.name, child]));
}
