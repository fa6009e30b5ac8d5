import type { RawArtefact, RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { parseXml } from "#services/formats/xml/parse-xml";
import { findMixedContent } from "./find-mixed-content.js";
import { checkContainer, UnexpectedElement } from "./raw-nodes.js";

/** Reads the properties of one plugin; a value that is itself a document of XStream is opened, as the plugin opens it. */
export function readPluginProperties(root: RawNode, plugin: string): RawArtefact[] {
  if (root.name !== "properties") throw new UnexpectedElement("plugin properties of a form that is not known");
  if (root.children.length === 0) {
    checkContainer(root);
    return [];
  }
  return [
    { kind: "plugin-properties", key: plugin, name: plugin, root: { ...root, children: root.children.map(openValue) } },
  ];
}

function openValue(property: RawNode): RawNode {
  const isDocument = property.children.length === 0 && property.text.startsWith("<");
  // A comment or a section would be lost on the way.
  const document = isDocument && !/<[!?]/.test(property.text) ? parseInner(property.text) : undefined;
  return document === undefined ? property : { ...property, text: "", children: [document] };
}

/** A text that begins like markup need not be any; a page with text between its elements is not of XStream. */
function parseInner(text: string): RawNode | undefined {
  try {
    const document = parseXml(text, "a plugin property");
    return findMixedContent(document) === undefined ? document : undefined;
  } catch (error) {
    if (error instanceof LockstepError) return undefined;
    throw error;
  }
}
