import type { RawNode } from "#services/core/dialect";
import { compareText } from "#services/core/text/compare-text";
import { branchNode, leafNode } from "../raw-tree.js";
import { isObject, type JsonObject } from "./json-values.js";

/** What an element of a JSON list is called. */
export const LIST_ITEM = "item";

/** Turns a JSON value into a tree: the order of an object's fields means nothing, that of a list may. */
export function jsonNode(name: string, value: unknown, dropped: readonly string[] = []): RawNode {
  if (Array.isArray(value)) {
    return branchNode(
      name,
      value.map((item) => jsonNode(LIST_ITEM, item, dropped)),
    );
  }
  if (isObject(value)) return branchNode(name, fieldNodes(value, dropped));
  if (typeof value === "string") return leafNode(name, value);
  return leafNode(name, value === null || value === undefined ? "" : JSON.stringify(value));
}

/** The fields of an object, in order of name, without those that never make a difference. */
export function fieldNodes(object: JsonObject, dropped: readonly string[]): readonly RawNode[] {
  return Object.keys(object)
    .filter((field) => !dropped.includes(field))
    .sort(compareText)
    .map((field) => jsonNode(field, object[field], dropped));
}
