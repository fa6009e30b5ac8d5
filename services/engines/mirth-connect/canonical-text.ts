import type { RawArtefact, RawNode } from "#services/core/dialect";
import { fieldRule } from "./field-rule.js";

/** What an artefact says without counters, stamps and the order of sets: two copies that say the same give the same text. */
export function canonicalText({ kind, root }: RawArtefact): string {
  return nodeText(kind, root, []);
}

function nodeText(kind: string, node: RawNode, ancestors: readonly RawNode[]): string {
  const rule = fieldRule(kind, node, ancestors, "file");
  if (rule.volatile !== undefined) return "";
  const below = [...ancestors, node];
  const children = node.children.map((child) => nodeText(kind, child, below)).filter((text) => text !== "");
  if (rule.unordered) children.sort();
  const attributes = node.attributes.filter(([name]) => !rule.dropAttributes?.includes(name));
  return JSON.stringify([node.name, attributes, node.text, children]);
}
