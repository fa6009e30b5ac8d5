import type { RawNode } from "#services/core/dialect";

/** A step in an iterator has a number such as `2-0`: the positions of the iterator and of the step in it. */
const COLLECTIONS = new Set(["elements", "steps", "rules", "children"]);

/** Says whether a `sequenceNumber` says nothing but where its step stands, so that the order of the list says it too. */
export function restatesPosition(node: RawNode, ancestors: readonly RawNode[]): boolean {
  const positions: number[] = [];
  for (const [index, ancestor] of ancestors.entries()) {
    const step = ancestors[index + 1];
    if (step !== undefined && COLLECTIONS.has(ancestor.name)) positions.push(ancestor.children.indexOf(step));
  }
  return positions.length > 0 && node.text === positions.join("-");
}
