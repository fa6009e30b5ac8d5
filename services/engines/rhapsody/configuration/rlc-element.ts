import type { RawNode } from "#services/core/dialect";
import { attributeOf, childOf, childrenNamed, textOf } from "../raw-tree.js";

/** The elements of a locker file under the names that later configurations give them. */
const NAMES: Readonly<Record<string, string>> = {
  Configuration: "configuration",
  GeneralProperties: "adminProperties",
  Property: "property",
  Filter: "filter",
};

/** What a component is called and which one it is, and what was so at the moment of saving. */
const LEFT_OUT = /^(?:ID|Name|Type|Folder|State)$|Date/;

/** Ids are written with or without braces. */
export function bareId(id: string): string {
  return id.replaceAll(/[{}]/g, "").toLowerCase();
}

/** What a component is called: a field of its own, or one of its general properties. */
export function rlcName(node: RawNode): string | undefined {
  const properties = childrenNamed(childOf(node, "GeneralProperties"), "Property");
  const named = properties.find((property) => /^_?name$/i.test(part(property, "Name") ?? ""));
  return textOf(node, "Name") ?? (named && part(named, "Value"));
}

/**
 * Rewrites an element of a locker file into the form that configurations have, so that one reader serves both: properties by
 * name, filters beside what else a route has, name, id and type as attributes.
 */
export function rlcElement(node: RawNode, name: string): RawNode {
  const id = textOf(node, "ID");
  const called = id === undefined ? undefined : (rlcName(node) ?? bareId(id));
  const type = textOf(node, "Type");
  const attributes: [string, string][] = [
    ...node.attributes.filter(([attribute]) => attribute !== "xmlns").map(([a, value]): [string, string] => [a, value]),
    ...(called === undefined ? [] : [["name", called] as [string, string]]),
    ...(id === undefined ? [] : [["uuid", bareId(id)] as [string, string]]),
    ...(type === undefined || id === undefined ? [] : [["type", type] as [string, string]]),
  ];
  return { name, attributes, text: node.text, children: node.children.flatMap((child) => childElements(child, id)) };
}

function childElements(child: RawNode, ownerId: string | undefined): readonly RawNode[] {
  if (child.name === "Property") return [propertyElement(child)];
  // An id that belongs to no component refers to one.
  if (child.name === "ID" && ownerId === undefined) return [{ ...child, text: bareId(child.text) }];
  if (child.name === "ID" || (LEFT_OUT.test(child.name) && (ownerId !== undefined || /Date/.test(child.name))))
    return [];
  if (child.name === "Filters")
    return child.children.map((filter) => rlcElement(filter, NAMES[filter.name] ?? filter.name));
  if (isReferenceList(child)) {
    return [{ ...child, children: child.children.map((each) => ({ ...each, text: bareId(each.text) })) }];
  }
  return [rlcElement(child, NAMES[child.name] ?? child.name)];
}

/** A list of nothing but ids names other components. */
function isReferenceList(node: RawNode): boolean {
  return (
    node.children.length > 0 && node.children.every(({ name, children }) => name === "ID" && children.length === 0)
  );
}

function propertyElement(property: RawNode): RawNode {
  const name = part(property, "Name") ?? "";
  const text = part(property, "Value") ?? property.text;
  return { name: "property", attributes: [["name", name]], text, children: [] };
}

function part(property: RawNode, name: string): string | undefined {
  return attributeOf(property, name) ?? childOf(property, name)?.text;
}
