import type { TreeNode } from "#schemas/artefact";

/** Every text at or below a node, in order. */
export function* textsOf(node: TreeNode): Generator<string> {
  if (node.text !== undefined) yield node.text;
  for (const child of node.children ?? []) yield* textsOf(child);
}
