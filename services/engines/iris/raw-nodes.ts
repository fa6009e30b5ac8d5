import type { RawNode } from "#services/core/dialect";
import { compareText } from "#services/core/text/compare-text";

export function leafNode(name: string, text: string, attributes: RawNode["attributes"] = []): RawNode {
  return { name, attributes, text, children: [] };
}

export function branchNode(
  name: string,
  children: readonly RawNode[],
  attributes: RawNode["attributes"] = [],
): RawNode {
  return { name, attributes, text: "", children };
}

/** Leaves with different names, in order of name; those without text are left out. */
export function leavesOf(fields: Iterable<readonly [name: string, text: string]>): RawNode[] {
  return [...fields]
    .filter(([, text]) => text !== "")
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, text]) => leafNode(name, text));
}

export function attributeOf(node: RawNode, name: string): string | undefined {
  return node.attributes.find(([attribute]) => attribute === name)?.[1];
}

/** The first child of this name. */
export function childOf(node: RawNode, name: string): RawNode | undefined {
  return node.children.find((child) => child.name === name);
}

/** The text of the first child of this name; empty where there is none. */
export function textOf(node: RawNode, name: string): string {
  return childOf(node, name)?.text ?? "";
}
