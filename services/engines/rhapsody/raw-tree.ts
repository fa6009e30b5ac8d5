import type { RawNode } from "#services/core/dialect";

export function leafNode(name: string, text: string): RawNode {
  return { name, attributes: [], text, children: [] };
}

/** A leaf that its attribute `name` tells from its siblings. */
export function namedLeaf(element: string, name: string, text: string): RawNode {
  return { name: element, attributes: [["name", name]], text, children: [] };
}

export function branchNode(name: string, children: readonly RawNode[]): RawNode {
  return { name, attributes: [], text: "", children };
}

export function attributeOf(node: RawNode | undefined, name: string): string | undefined {
  return node?.attributes.find(([attribute]) => attribute === name)?.[1];
}

export function childOf(node: RawNode | undefined, name: string): RawNode | undefined {
  return node?.children.find((child) => child.name === name);
}

/** The text of a child; `undefined` where it is absent or empty. */
export function textOf(node: RawNode | undefined, name: string): string | undefined {
  return childOf(node, name)?.text || undefined;
}

/** The children of one name. */
export function childrenNamed(node: RawNode | undefined, name: string): readonly RawNode[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}
