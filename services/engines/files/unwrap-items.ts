import type { RawNode } from "#services/core/dialect";
import { ITEM } from "./raw-nodes.js";

/** Puts in the place of each list item that is an object of one property the property itself: `- to: {…}` is a `to`. */
export function unwrapItems(node: RawNode): RawNode {
  const children = node.children.map((child) => {
    const [only, ...others] = child.children;
    return unwrapItems(child.name === ITEM && only !== undefined && others.length === 0 ? only : child);
  });
  return { ...node, children };
}
