import type { RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { isLayout } from "#services/formats/xml/is-layout";
import { parseXml } from "#services/formats/xml/parse-xml";

/**
 * Opens a value that is an XML document, so that a reviewer sees its fields and its secrets are found by name. `undefined` where
 * it is none, or where opening would lose something of it: a comment, or text between elements.
 */
export function openXmlText(text: string): RawNode | undefined {
  if (!/^\s*<[\w?].*>\s*$/s.test(text) || text.includes("<!")) return undefined;
  try {
    const root = parseXml(text, "the value");
    return root.children.length === 0 || isMixed(root) ? undefined : root;
  } catch (error) {
    if (error instanceof LockstepError) return undefined;
    throw error;
  }
}

function isMixed(node: RawNode): boolean {
  if (node.children.length > 0 && !isLayout(node.text)) return true;
  return node.children.some(isMixed);
}
