import type { RawNode } from "#services/core/dialect";
import { attributeOf, textOf } from "./raw-tree.js";

/** What tells an item of a collection from its siblings: its name, never its place. */
export function childKey(node: RawNode): string | undefined {
  if (node.children.length > 0 && node.name === "adminProperty") return textOf(node, "key");
  return (
    attributeOf(node, "name") ||
    attributeOf(node, "statusCode") ||
    attributeOf(node, "uuid") ||
    (node.children.length > 0
      ? (textOf(node, "name") ?? textOf(node, "alias") ?? textOf(node, "relativeFilePath"))
      : undefined)
  );
}
