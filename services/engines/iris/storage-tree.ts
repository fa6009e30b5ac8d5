import type { RawNode } from "#services/core/dialect";
import type { ClassMember } from "#services/formats/udl/class-definition";
import { findFragment, withoutLayout } from "./definition-tree.js";
import { branchNode, leafNode } from "./raw-nodes.js";

/** What the engine measures of the stored data, and writes into the class. */
const STATISTICS = new Set(["ExtentSize", "Property", "SQLMap", "SqlIdExpression"]);

/** Each product has its own name for the ordinary way to store a class. */
const ORDINARY = /^%(?:Library\.CacheStorage|Storage\.Persistent)$/;

/**
 * The layout in which a persistent class stores its data. The compiler makes it, so that one which says nothing but the
 * ordinary type is left out: a class that was never compiled has none.
 */
export function storageTree({ name, body }: ClassMember): RawNode[] {
  const attributes: RawNode["attributes"] = [["name", name]];
  const tree = findFragment(body);
  if (tree === undefined) return [leafNode("Storage", body, attributes)];
  const children = withoutLayout(tree).children.filter((child) => !STATISTICS.has(child.name) && !isOrdinary(child));
  return children.length === 0 ? [] : [branchNode("Storage", children, attributes)];
}

function isOrdinary({ name, text }: RawNode): boolean {
  return name === "Type" && ORDINARY.test(text);
}
