import type { RawNode } from "#services/core/dialect";
import type { ClassMember } from "#services/formats/udl/class-definition";
import { findFragment, withoutLayout } from "./definition-tree.js";
import { branchNode, leafNode } from "./raw-nodes.js";

/** What the engine measures of the stored data, and writes into the class. */
const STATISTICS: ReadonlySet<string> = new Set([
  "ExtentSize",
  "BlockCount",
  "AverageFieldSize",
  "ChildBlockCount",
  "ChildExtentSize",
  "Histogram",
  "OutlierSelectivity",
  "Selectivity",
]);

/** Elements that may hold nothing but statistics; a mapping of one's own (`%Storage.SQL`) stands in them as well. */
const MEASURED: ReadonlySet<string> = new Set(["Property", "SQLMap"]);

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
  const { children } = withoutLayout(tree);
  const ofCompiler = children.some(isOrdinary) ? new Set(["SqlIdExpression"]) : new Set<string>();
  const kept = children.flatMap(withoutStatistics).filter((child) => !isOrdinary(child) && !ofCompiler.has(child.name));
  return kept.length === 0 ? [] : [branchNode("Storage", kept, attributes)];
}

function isOrdinary({ name, text }: RawNode): boolean {
  return name === "Type" && ORDINARY.test(text);
}

function withoutStatistics(node: RawNode): RawNode[] {
  if (STATISTICS.has(node.name)) return [];
  if (!MEASURED.has(node.name)) return [node];
  const children = node.children.filter((child) => !STATISTICS.has(child.name));
  return children.length === 0 ? [] : [{ ...node, children }];
}
