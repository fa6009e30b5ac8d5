import type { RawArtefact, RawNode } from "#services/core/dialect";
import { sha256 } from "#services/core/text/digest";
import { fieldRule } from "./field-rule.js";

/** A digest of what an artefact says without counters, stamps and the order of sets: equal for copies that say the same. */
export function contentDigest({ kind, root }: RawArtefact): string {
  return nodeDigest(kind, root, []);
}

function nodeDigest(kind: string, node: RawNode, ancestors: readonly RawNode[]): string {
  const rule = fieldRule(kind, node, ancestors, "file");
  if (rule.volatile !== undefined) return "";
  const below = [...ancestors, node];
  const children = node.children.map((child) => nodeDigest(kind, child, below)).filter((digest) => digest !== "");
  if (rule.unordered) children.sort();
  const attributes = node.attributes.filter(([name]) => !rule.dropAttributes?.includes(name));
  return sha256(JSON.stringify([node.name, attributes, node.text, children]));
}
