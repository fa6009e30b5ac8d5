import type { Notice } from "#schemas/artefact";
import type { RawNode } from "#services/core/dialect";
import { childKey } from "./child-key.js";
import { attributeOf } from "./raw-tree.js";
import { isCiphertext, isHidden, UNVERIFIABLE } from "./secret-class.js";
import { unverifiable } from "./unverifiable.js";

/**
 * Replaces what an answer shows as asterisks or ciphertext by a stand-in, and tells of each that it cannot be compared.
 *
 * @param above where the tree stands in its artefact; the tree is the artefact's root where nothing is said
 */
export function hideSecrets(
  root: RawNode,
  above: readonly string[] = [],
): { readonly root: RawNode; readonly notices: readonly Notice[] } {
  const notices: Notice[] = [];
  const hide = (node: RawNode, segments: readonly string[]): RawNode => {
    if (node.children.length > 0) {
      const children = node.children.map((child) => hide(child, [...segments, childKey(child) ?? child.name]));
      return { ...node, children };
    }
    const name = attributeOf(node, "name") ?? node.name;
    const isCipher = /pass|secret/i.test(name) && isCiphertext(node.text);
    if (!isHidden(node.text) && !isCipher) return node;
    notices.push(unverifiable(segments, `'${name}'`));
    return { ...node, text: UNVERIFIABLE };
  };
  return { root: hide(root, above), notices };
}
