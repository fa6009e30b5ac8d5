import type { RawArtefact, RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { parseXml } from "#services/formats/xml/parse-xml";

/** Reads the properties of one plugin; a value that is itself a document of XStream is opened, as the plugin opens it. */
export function readPluginProperties(root: RawNode, plugin: string): RawArtefact[] {
  if (root.children.length === 0) return [];
  return [
    { kind: "plugin-properties", key: plugin, name: plugin, root: { ...root, children: root.children.map(openValue) } },
  ];
}

function openValue(property: RawNode): RawNode {
  const document =
    property.children.length === 0 && property.text.startsWith("<") ? parseInner(property.text) : undefined;
  return document === undefined ? property : { ...property, text: "", children: [document] };
}

/** A text that begins like markup need not be any. */
function parseInner(text: string): RawNode | undefined {
  try {
    return parseXml(text, "a plugin property");
  } catch (error) {
    if (error instanceof LockstepError) return undefined;
    throw error;
  }
}
