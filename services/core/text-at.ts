import type { TreeNode } from "#schemas/artefact";
import { parsePath } from "./change-path.js";

/** All text at or below a path of a tree, or `null` where there is nothing. */
export function textAt(tree: TreeNode | undefined, path: string): string | null {
  let node = tree;
  for (const segment of parsePath(path)) node = node?.children?.find((child) => (child.key ?? child.name) === segment);
  return node === undefined ? null : [...textsOf(node)].join("\n");
}

/** Every text at or below a node, in order. */
export function* textsOf(node: TreeNode): Generator<string> {
  if (node.text !== undefined) yield node.text;
  for (const child of node.children ?? []) yield* textsOf(child);
}
