import type { RawNode } from "#services/core/dialect";
import { attributeOf } from "./raw-nodes.js";

/** `4.5.2`, `3.0.3.7171`, `26.3.1`. */
const VERSION = /^\d{1,5}(\.\d{1,5}){1,4}(-\w{1,20})?$/;

/** Elements around the object that a document is about: a list of one, the properties of a plugin. */
const AROUND = /^((linked-hash-|tree-)?(map|set|list)|entry|properties|property)$/;

/**
 * Objects that the engine stamps with its version (its `Migratable` classes), by the name of the field that holds them;
 * elsewhere XStream writes their class (`com.mirth.connect.plugins.mapper.MapperStep`). From every export of the corpus.
 */
const STAMPED = new Set([
  "channel",
  "channelGroup",
  "sourceConnector",
  "connector",
  "filter",
  "transformer",
  "responseTransformer",
  "codeTemplate",
  "codeTemplateLibrary",
  "alertModel",
  "trigger",
  "alertChannels",
  "alertActionGroup",
  "alertAction",
  "model",
  "serverConfiguration",
  "serverSettings",
  "updateSettings",
]);

/**
 * Says whether a `version` attribute is the engine's own, which is one fact of the node: it stands on an object, never on
 * a value, and says the same as the document's outermost object. An extension that is not installed keeps the version it was saved with,
 * and the version of a library is configuration.
 */
export function isEngineVersion(node: RawNode, ancestors: readonly RawNode[]): boolean {
  if (!isObject(node)) return false;
  const version = attributeOf(node, "version");
  const outermost = ancestors.find(({ name }) => !AROUND.test(name)) ?? node;
  return version !== undefined && VERSION.test(version) && version === attributeOf(outermost, "version");
}

/** Elements that told the engine's version in a child, before 3.0 put it into an attribute. */
const VERSIONED = new Set(["channel", "sourceConnector", "connector", "codeTemplate", "alert", "alertModel"]);

/** The same where a child says it: `2.2.1.5861`, as in exports before 3.0. */
export function isEngineVersionElement(node: RawNode, parent: RawNode): boolean {
  const isPlain = node.attributes.length === 0 && node.children.length === 0;
  return node.name === "version" && isPlain && VERSIONED.has(parent.name) && VERSION.test(node.text);
}

/** An object has no text of its own; an object without any field is empty. */
function isObject({ name, text, children }: RawNode): boolean {
  if (text !== "" && children.length === 0) return false;
  return STAMPED.has(name) || name.includes(".") || /(^p|P)roperties$/.test(name);
}
