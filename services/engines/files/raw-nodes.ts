import type { RawNode } from "#services/core/dialect";

/** What an item of a list is called that has no name of its own. */
export const ITEM = "item";

export function leafNode(name: string, text: string): RawNode {
  return { name, attributes: [], text, children: [] };
}

export function branchNode(name: string, children: readonly RawNode[]): RawNode {
  return { name, attributes: [], text: "", children };
}

/** Finds the text at the end of a path of names, where it is not empty; the last may be that of an attribute. */
export function textAt(node: RawNode, path: string): string | undefined {
  const found = fieldAt(node, path);
  return found === undefined || found.text === "" ? undefined : found.text;
}

/** Finds a field by a path of names; the last may be that of an attribute. */
export function fieldAt(node: RawNode, path: string): RawNode | undefined {
  let found: RawNode | undefined = node;
  for (const name of path.split("/")) found = found === undefined ? undefined : memberOf(found, name);
  return found;
}

function memberOf(node: RawNode, name: string): RawNode | undefined {
  const child = node.children.find((candidate) => candidate.name === name);
  if (child !== undefined) return child;
  const value = node.attributes.find(([attribute]) => attribute === name)?.[1];
  return value === undefined ? undefined : leafNode(name, value);
}
