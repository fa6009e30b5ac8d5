import type { PackDocument } from "#schemas/rule-pack";
import type { RawNode } from "#services/core/dialect";
import type { CompiledPack } from "./compile-pack.js";
import { nameObjects } from "./name-objects.js";
import { ITEM } from "./raw-nodes.js";

/**
 * Puts names in the place of ids that a tool gives anew with every import: wherever an object's id is spoken of, its name stands
 * instead, and what is kept in a map by id becomes an item of a list.
 */
export function resolveReferences(root: RawNode, references: PackDocument["references"], pack: CompiledPack): RawNode {
  return references === undefined ? root : replace(root, new Set(references.id), nameObjects(root, references, pack));
}

function replace(node: RawNode, ids: ReadonlySet<string>, names: ReadonlyMap<string, string>): RawNode {
  const children = node.children.map((child) => replace(child, ids, names));
  const isSpokenOf = children.length === 0 && !ids.has(node.name);
  const text = isSpokenOf ? (names.get(node.text) ?? node.text) : node.text;
  return { ...node, name: names.has(node.name) ? ITEM : node.name, text, children };
}
