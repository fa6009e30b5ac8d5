import type { RawNode } from "#services/core/dialect";

const COLLECTIONS = new Set(["elements", "steps", "rules", "children"]);

/**
 * Says whether a `sequenceNumber` says nothing but where its step stands, so that the order of the list says it too. A step
 * in an iterator has a number such as `2-0`: the positions of the iterator and of the step in it.
 */
export function restatesPosition(node: RawNode, ancestors: readonly RawNode[]): boolean {
  if (node.attributes.length > 0 || node.children.length > 0) return false;
  const positions = node.text.split("-");
  let level = 0;
  for (const [index, collection] of ancestors.entries()) {
    const step = ancestors[index + 1];
    if (step === undefined || !COLLECTIONS.has(collection.name)) continue;
    const position = positions[level];
    if (position === undefined || !isPosition(position) || collection.children[Number(position)] !== step) return false;
    level += 1;
  }
  return level > 0 && level === positions.length;
}

function isPosition(text: string): boolean {
  return /^(0|[1-9]\d{0,6})$/.test(text);
}
