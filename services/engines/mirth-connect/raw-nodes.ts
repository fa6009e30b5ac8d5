import type { RawNode } from "#services/core/dialect";
import { isLayout } from "#services/formats/xml/is-layout";
import { isCollectionClass } from "./is-collection-class.js";

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

/**
 * The one child of this name.
 * @throws UnexpectedElement where it is given twice: one of them would be overlooked
 */
export function onlyChildOf(node: RawNode | undefined, name: string): RawNode | undefined {
  const [only, ...more] = node?.children.filter((child) => child.name === name) ?? [];
  if (more.length > 0) throw new UnexpectedElement(`more than one <${name}>`);
  return only;
}

/** A place holds something that does not belong there: it must not be overlooked. The message completes "it holds …". */
export class UnexpectedElement extends Error {}

/**
 * The elements of one name that a document holds: the root itself, or all its children.
 *
 * @throws UnexpectedElement when a child has another name, or the list says something by itself
 */
export function elementsNamed(root: RawNode, name: string): readonly RawNode[] {
  if (root.name === name) return [root];
  checkContainer(root);
  if (root.children.some((child) => child.name !== name)) {
    throw new UnexpectedElement(`a list of not only <${name}>`);
  }
  return root.children;
}

/** An element in a message; a name that is not plain is left out. */
export function nameElement(name: string): string {
  return /^[\w.-]{1,100}$/.test(name) ? `<${name}>` : "an element";
}

/**
 * Holds an element that only contains others against what XStream writes for one: no text, and no attribute but the class
 * of a collection. What is taken apart is not kept itself, so anything else in it would be lost.
 * @throws UnexpectedElement
 */
export function checkContainer(node: RawNode): void {
  if (!isLayout(node.text)) throw new UnexpectedElement(`text in the list ${nameElement(node.name)}`);
  for (const [name, value] of node.attributes) {
    if (name !== "class" || !isCollectionClass(value)) {
      throw new UnexpectedElement(`a list ${nameElement(node.name)} with an attribute`);
    }
  }
}

/** A map entry's key: the text of its first child. */
export function entryKey(entry: RawNode): string | undefined {
  const key = entry.children[0];
  return key === undefined || key.children.length > 0 ? undefined : key.text;
}

/**
 * The keys and values of an XStream map, each entry exactly a plain key and a value: XStream writes even an absent value
 * as an element (`<null/>`).
 * @throws UnexpectedElement
 */
export function entriesOf(map: RawNode): readonly (readonly [key: string, value: RawNode])[] {
  return elementsNamed(map, "entry").map((entry) => {
    checkContainer(entry);
    const [key, value] = entry.children;
    if (key === undefined || value === undefined || entry.children.length > 2 || entry.attributes.length > 0) {
      throw new UnexpectedElement("a map entry that is not one key and one value");
    }
    if (key.children.length > 0 || key.attributes.length > 0) {
      throw new UnexpectedElement("a map entry whose key is not plain text");
    }
    return [key.text, value] as const;
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
