import type { RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { tidyText } from "#services/formats/udl/tidy-text";
import { isLayout } from "#services/formats/xml/is-layout";
import { parseXml } from "#services/formats/xml/parse-xml";

/**
 * Parses the XML inside a class (`XData`, a storage definition, a settings document). It may have several elements at the
 * top: they come as children of one node.
 *
 * @throws LockstepError `export-malformed`
 */
export function parseFragment(text: string, origin: string): RawNode {
  return parseXml(`<XData>${text.replace(/^\s*<\?xml[^>]*\?>/, "")}</XData>`, origin);
}

/** The one element of this name that a fragment holds; `undefined` where it holds anything else. */
export function parseDefinition(text: string, name: string, origin: string): RawNode | undefined {
  const { children, text: beside } = parseFragment(text, origin);
  const [only, ...others] = children;
  return only?.name === name && others.length === 0 && isLayout(beside) ? only : undefined;
}

/** The same, `undefined` also where the text is no XML. */
export function findFragment(text: string): RawNode | undefined {
  try {
    return parseFragment(text, "");
  } catch (error) {
    if (error instanceof LockstepError) return undefined;
    throw error;
  }
}

/** Takes out of a definition what only lays it out: white space that is all there is, and the ends of lines of code. */
export function withoutLayout(node: RawNode): RawNode {
  return { ...node, text: tidyText(isLayout(node.text) ? "" : node.text), children: node.children.map(withoutLayout) };
}
