import { isObject, listIn, parseJsonAnswer, textIn } from "./answers/json-values.js";
import { indexPaths } from "./configuration/index-paths.js";
import { openConfiguration } from "./configuration/read-configuration.js";

/** Names by id, in lower case. */
type Names = ReadonlyMap<string, string>;

/** Where everything stands that a configuration holds. */
export interface Places {
  /** The name of each locker. */
  readonly lockers: Names;
  /** The path of each object. */
  readonly objects: Names;
}

export function findPlaces(configuration: Uint8Array): Places {
  const { objects } = openConfiguration(configuration, "/admin/config");
  const lockers = objects.objects.filter(({ kind }) => kind === "locker");
  return { lockers: new Map(lockers.map(({ id, name }) => [id, name])), objects: indexPaths(objects) };
}

/** Access groups by id. */
export function groupNames(answer: Uint8Array): Names {
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
export function withNames(answer: Uint8Array, field: string, names: Names = new Map()): Uint8Array {
  const data = parseJsonAnswer(answer, field);
  if (!isObject(data)) return answer;
  return Buffer.from(JSON.stringify({ data: { ...data, [field]: Object.fromEntries(names) }, error: null }));
}
