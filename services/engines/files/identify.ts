import type { RawNode } from "#services/core/dialect";
import { textAt } from "./raw-nodes.js";

/**
 * Makes the identity of a node from paths of its fields, joined; `id|name` takes the first that is there, `.` its own text,
 * `@name` its own name.
 *
 * @param isKept tells whether a field is kept: what is noise identifies nothing
 */
export function identify(
  node: RawNode,
  key: readonly string[],
  isKept: (path: string) => boolean = () => true,
): string | undefined {
  const parts = key.map((alternatives) => {
    const found = alternatives.split("|").map((path) => (isKept(path) ? fieldText(node, path) : undefined));
    return found.find((text) => text !== undefined);
  });
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.join(" → ");
}

function fieldText(node: RawNode, path: string): string | undefined {
  if (path === "@name") return node.name;
  if (path !== ".") return textAt(node, path);
  return node.children.length > 0 || node.text === "" ? undefined : node.text;
}
