import type { FieldRule, RawNode } from "#services/core/dialect";
import { attributeOf, entryKey, shortName, textAt } from "./raw-nodes.js";

type KeyOf = NonNullable<FieldRule["childKey"]>;

/** Collections whose children are told apart by something better than id or name. */
const KEYS: ReadonlyMap<string, KeyOf> = new Map<string, KeyOf>([
  ["destinationConnectors", (connector) => textAt(connector, "metaDataId") ?? textAt(connector, "name")],
  ["elements", stepKey],
  ["steps", stepKey],
  ["rules", stepKey],
  ["children", stepKey],
  ["channelDependencies", dependencyKey],
  ["actions", (action) => textAt(action, "protocol")],
]);

/** One switch a day, numbered as `java.util.Calendar` does: the first is not used. */
const DAYS = ["none", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/**
 * The rule for an element's children, where they form a collection: entries of a map go by their key, objects by id or
 * name, steps and rules by name or type. Plain values go by the value itself, which the normaliser does.
 */
export function childKey(node: RawNode): Pick<FieldRule, "childKey"> {
  if (node.name === "inactiveDays" && node.children.length === DAYS.length)
    return { childKey: (day) => DAYS[node.children.indexOf(day)] };
  if (node.name === "entry") return { childKey: (child) => (child === node.children[0] ? "key" : "value") };
  const keyOf = KEYS.get(node.name);
  if (keyOf !== undefined) return { childKey: keyOf };
  return isCollection(node) ? { childKey: objectKey } : {};
}

/** A list of one object must have the same form as a list of two. */
function isCollection(node: RawNode): boolean {
  const [first] = node.children;
  if (first === undefined) return false;
  if (COLLECTION_NAMES.has(node.name) || MEMBER_NAMES.has(first.name)) return true;
  return node.children.length > 1 && node.children.every((child) => child.name === first.name);
}

const COLLECTION_NAMES = new Set([
  "list",
  "set",
  "map",
  "string-array",
  "linked-hash-map",
  "tree-map",
  "channels",
  "codeTemplates",
  "channelTags",
  "metaDataColumns",
  "defaultMetaDataColumns",
  "staticResources",
  "actionGroups",
]);

/** Names of elements that only ever stand in collections. */
const MEMBER_NAMES = new Set([
  "entry",
  "string",
  "int",
  "long",
  "boolean",
  "contextType",
  "errorEventType",
  "property",
]);

function stepKey(step: RawNode): string {
  return textAt(step, "name") ?? textAt(step, "type") ?? shortName(step.name);
}

function dependencyKey(dependency: RawNode): string {
  return `${textAt(dependency, "dependentId") ?? ""} on ${textAt(dependency, "dependencyId") ?? ""}`;
}

function objectKey(child: RawNode): string | undefined {
  if (child.name === "entry") return entryKey(child);
  if (child.children.length === 0) return attributeOf(child, "name") ?? attributeOf(child, "path");
  return textAt(child, "id") ?? textAt(child, "name") ?? attributeOf(child, "name") ?? shortName(child.name);
}
