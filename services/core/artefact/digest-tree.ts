import { createHash, type Hash } from "node:crypto";
import type { TreeNode } from "#schemas/artefact";

/** The digest of a subtree: over names, keys, attributes, text and order, each with its length. */
export function digestTree(node: TreeNode): string {
  const hash = createHash("sha256");
  feed(hash, node);
  return `sha256:${hash.digest("hex")}`;
}

function feed(hash: Hash, node: TreeNode): void {
  const { name, key = null, collection = null, attributes = [], text = "", children = [] } = node;
  hash.update(`${JSON.stringify([name, key, collection, attributes, text, children.length])}\n`);
  for (const child of children) feed(hash, child);
}
