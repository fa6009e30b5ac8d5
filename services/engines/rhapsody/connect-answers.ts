import { isObject, listIn, parseJsonAnswer, textIn } from "./answers/json-values.js";
import { openConfiguration } from "./configuration/read-configuration.js";

/** Lockers by id in lower case. */
export type LockerNames = ReadonlyMap<string, string>;

/** The lockers that a configuration holds. */
export function findLockers(configuration: Uint8Array): LockerNames {
  const { objects } = openConfiguration(configuration, "/admin/config").objects;
  return new Map(objects.filter(({ kind }) => kind === "locker").map(({ id, name }) => [id, name]));
}

/** Access groups by id. */
export function groupNames(answer: Uint8Array): ReadonlyMap<string, string> {
  const data = parseJsonAnswer(answer, "/admin/usermanagement/accessgroups");
  const groups = isObject(data) ? listIn(data, "accessGroups").filter(isObject) : [];
  return new Map(
    groups.map((group) => [textIn(group, "id") ?? "", textIn(group, "displayName") ?? textIn(group, "id") ?? ""]),
  );
}

/**
 * Adds to an answer the names of what it gives by id alone, because another answer knows them: ids differ between engines
 * that were built by hand, names do not.
 */
export function withNames(answer: Uint8Array, field: string, names: ReadonlyMap<string, string>): Uint8Array {
  const data = parseJsonAnswer(answer, field);
  if (!isObject(data)) return answer;
  return Buffer.from(JSON.stringify({ data: { ...data, [field]: Object.fromEntries(names) }, error: null }));
}
