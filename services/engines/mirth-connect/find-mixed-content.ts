import type { RawNode } from "#services/core/dialect";

/** The name of an element in which text stands beside elements, which XStream neither writes nor reads. */
export function findMixedContent(node: RawNode): string | undefined {
  if (node.children.length === 0) return undefined;
  if (node.text !== "") return node.name;
  for (const child of node.children) {
    const found = findMixedContent(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
