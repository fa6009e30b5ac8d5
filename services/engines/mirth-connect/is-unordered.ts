import type { RawNode } from "#services/core/dialect";
import { attributeOf } from "./raw-nodes.js";

/** Sets and hash maps of the engine: their order is that of a hash table, and changes with every start. */
const UNORDERED = new Set([
  "set",
  "map",
  "tree-map",
  "tree-set",
  "errorEventTypes",
  "enabledChannelIds",
  "disabledChannelIds",
  "enabledChannels",
  "disabledChannels",
  "partialChannels",
  "enabledConnectors",
  "disabledConnectors",
  "channelTags",
  "channelIds",
  "channelDependencies",
  "dependentIds",
  "dependencyIds",
  "resourceIds",
  "tags",
  "disabledInteractions",
  "systemInteractions",
]);

const HASH_CLASSES = new Set(["map", "set", "tree-map", "tree-set", "java.util.Properties"]);

/** Says whether the order of an element's children means nothing. */
export function isUnordered(node: RawNode, ancestors: readonly RawNode[]): boolean {
  if (UNORDERED.has(node.name)) return true;
  if (node.name === "delegate") return ancestors.at(-1)?.name === "contextSet";
  if (isPropertyTable(node)) return true;
  const className = attributeOf(node, "class");
  return className !== undefined && HASH_CLASSES.has(className);
}

/** `java.util.Properties` of plugins and of connectors before 3.0: `<property name="…">`. */
function isPropertyTable(node: RawNode): boolean {
  return node.children.length > 0 && node.children.every((child) => child.name === "property");
}
