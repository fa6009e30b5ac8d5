import type { RawNode } from "#services/core/dialect";

/** The first child of this name. */
export function childOf(node: RawNode | undefined, name: string): RawNode | undefined {
  return node?.children.find((child) => child.name === name);
}

/** The text at the end of a path of names; `undefined` where it is absent or empty. */
export function textAt(node: RawNode | undefined, ...path: readonly string[]): string | undefined {
  let found = node;
  for (const name of path) found = childOf(found, name);
  return found === undefined || found.text === "" ? undefined : found.text;
}

/** A collection holds something that does not belong there: it must not be overlooked. */
export class UnexpectedElement extends Error {}

/**
 * The elements of one name that a document holds: the root itself, or all its children.
 *
 * @throws UnexpectedElement when a child has another name
 */
export function elementsNamed(root: RawNode, name: string): readonly RawNode[] {
  if (root.name === name) return [root];
  if (root.children.some((child) => child.name !== name)) throw new UnexpectedElement(`not only <${name}>`);
  return root.children;
}

/** A map entry's key: the text of its first child. */
export function entryKey(entry: RawNode): string | undefined {
  const key = entry.children[0];
  return key === undefined || key.children.length > 0 ? undefined : key.text;
}

/** The keys and values of an XStream map. */
export function entriesOf(map: RawNode): readonly (readonly [key: string, value: RawNode])[] {
  return elementsNamed(map, "entry").flatMap((entry) => {
    const key = entryKey(entry);
    const value = entry.children[1];
    return key === undefined || value === undefined ? [] : [[key, value] as const];
  });
}

export function attributeOf(node: RawNode, name: string): string | undefined {
  return node.attributes.find(([attribute]) => attribute === name)?.[1];
}

export function leafNode(name: string, text: string): RawNode {
  return { name, attributes: [], text, children: [] };
}

export function branchNode(name: string, children: readonly RawNode[]): RawNode {
  return { name, attributes: [], text: "", children };
}

/** The last part of a Java class name: `JavaScriptStep` of `com.mirth.connect.plugins.javascriptstep.JavaScriptStep`. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
