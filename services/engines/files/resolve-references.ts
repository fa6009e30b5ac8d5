import type { PackDocument } from "#schemas/rule-pack";
import type { RawNode } from "#services/core/dialect";
import { ITEM, textAt } from "./raw-nodes.js";

/**
 * Puts names in the place of ids that a tool gives anew with every import: wherever an object's id is spoken of, its name stands
 * instead, and what is kept in a map by id becomes an item of a list.
 */
export function resolveReferences(root: RawNode, references: PackDocument["references"]): RawNode {
  if (references === undefined) return root;
  const names = new Map<string, string>();
  collect(root, references, names);
  return replace(root, new Set(references.id), names);
}

function collect(node: RawNode, references: NonNullable<PackDocument["references"]>, into: Map<string, string>): void {
  const name = textAt(node, references.name);
  for (const field of references.id) {
    const id = textAt(node, field);
    if (id !== undefined && name !== undefined && !into.has(id)) into.set(id, name);
  }
  for (const child of node.children) collect(child, references, into);
}

function replace(node: RawNode, ids: ReadonlySet<string>, names: ReadonlyMap<string, string>): RawNode {
  const children = node.children.map((child) => replace(child, ids, names));
  const isSpokenOf = children.length === 0 && !ids.has(node.name);
  const text = isSpokenOf ? (names.get(node.text) ?? node.text) : node.text;
  return { ...node, name: names.has(node.name) ? ITEM : node.name, text, children };
}
