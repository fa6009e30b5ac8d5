import type { ParsedExport, RawArtefact, RawNode } from "#services/core/dialect";
import { branchNode, leafNode, namedLeaf } from "../raw-tree.js";
import { fieldNodes } from "./json-node.js";
import { isObject, type JsonObject, listIn, objectsIn, parseJsonAnswer, requiredText, textIn } from "./json-values.js";

/** Reads `GET /admin/usermanagement/users`. Passwords of people are not shown and not kept; the Administrator is left out by the engine. */
export function readUsers(bytes: Uint8Array, origin: string): ParsedExport {
  const data = parseJsonAnswer(bytes, origin);
  const directory = isObject(data) ? textIn(data, "directory") : undefined;
  const names = namesIn(data, "groupNames");
  const users = objectsIn(data, "users", origin).map((user): RawArtefact => {
    const name = requiredText(user, "name", origin);
    const groups = branchNode("groups", textLeaves("group", listIn(user, "groups"), names));
    const root = branchNode("user", [...fieldNodes(user, ["password", "groups", "name"]), groups]);
    return { kind: "user", key: name, name, root };
  });
  return { artefacts: [directoryOf(directory ?? "engine"), ...users], facts: {} };
}

function directoryOf(source: string): RawArtefact {
  const root = branchNode("userDirectory", [leafNode("source", source)]);
  return { kind: "user-directory", key: "user-directory", name: "User directory", root };
}

/** Reads `GET /admin/usermanagement/accessgroups`: lockers by name where their names are known. */
export function readAccessGroups(bytes: Uint8Array, origin: string): ParsedExport {
  const data = parseJsonAnswer(bytes, origin);
  const lockers = namesIn(data, "lockerNames");
  const groups = objectsIn(data, "accessGroups", origin);
  return { artefacts: groups.map((group) => readGroup(group, lockers, origin)), facts: {} };
}

function readGroup(group: JsonObject, lockers: Names, origin: string): RawArtefact {
  const id = textIn(group, "id") ?? "";
  const name = textIn(group, "displayName") || requiredText(group, "id", origin);
  const rights = listIn(group, "lockerRights").flatMap((right) =>
    isObject(right) ? [readRights(right, lockers)] : [],
  );
  const root = branchNode("accessGroup", [
    ...fieldNodes(group, ["id", "displayName", "accessRights", "lockerRights"]),
    branchNode("accessRights", textLeaves("right", listIn(group, "accessRights"))),
    branchNode("lockerRights", rights),
    branchNode("identity", [namedLeaf("id", "object", id)]),
  ]);
  return { kind: "access-group", key: name, name, root };
}

function readRights(right: JsonObject, lockers: Names): RawNode {
  const locker = textIn(right, "lockerUuid") ?? "";
  return branchNode("locker", [
    leafNode("name", lockers.get(locker.toLowerCase()) ?? locker),
    branchNode("accessRights", textLeaves("right", listIn(right, "accessRights"))),
  ]);
}

type Names = ReadonlyMap<string, string>;

/** Names of what the answer gives by id alone; the connector adds them from another answer. */
function namesIn(data: unknown, field: string): Names {
  const names = isObject(data) ? data[field] : undefined;
  if (!isObject(names)) return new Map();
  return new Map(Object.entries(names).map(([id, name]) => [id.toLowerCase(), String(name)]));
}

function textLeaves(element: string, values: readonly unknown[], names: Names = new Map()): readonly RawNode[] {
  return values.map((value) => leafNode(element, names.get(String(value).toLowerCase()) ?? String(value)));
}
