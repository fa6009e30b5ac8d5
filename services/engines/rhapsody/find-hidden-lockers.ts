import { isObject, listIn, parseJsonAnswer, textIn } from "./answers/json-values.js";
import { isRootId } from "./configuration/index-paths.js";

/**
 * Finds lockers that the engine has and the configuration does not hold: answers are filtered, silently, to what the account may
 * view, while access groups name every locker that somebody has rights to.
 * @param seen ids of the lockers that the configuration holds, in lower case
 */
export function findHiddenLockers(seen: ReadonlySet<string>, accessGroups: Uint8Array): readonly string[] {
  const data = parseJsonAnswer(accessGroups, "/admin/usermanagement/accessgroups");
  const groups = isObject(data) ? listIn(data, "accessGroups").filter(isObject) : [];
  const rights = groups.flatMap((group) => listIn(group, "lockerRights").filter(isObject));
  const named = rights.flatMap((right) => textIn(right, "lockerUuid")?.toLowerCase() ?? []);
  return [...new Set(named)].filter((id) => id !== "" && !isRootId(id) && !seen.has(id)).sort();
}
