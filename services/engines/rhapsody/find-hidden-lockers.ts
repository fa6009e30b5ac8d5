import { isObject, listIn, textIn } from "./answers/json-values.js";
import { isRootId } from "./configuration/index-paths.js";

/** What other answers say of lockers. */
export interface LockerEvidence {
  /** Data of the access groups, where they were read. */
  readonly accessGroups: unknown;
  /** Data of the component tree, where it was read. */
  readonly components: unknown;
}

/**
 * Finds lockers that the engine has and the configuration does not hold: answers are filtered, silently, to what the account may
 * view. Access groups name every locker that somebody has rights to, and the outermost folders of the component tree are lockers.
 */
export function findHiddenLockers(
  seen: ReadonlySet<string>,
  { accessGroups, components }: LockerEvidence,
): readonly string[] {
  const named = [...lockersOfGroups(accessGroups), ...lockersOfTree(components)].map((id) => id.toLowerCase());
  return [...new Set(named)].filter((id) => id !== "" && !isRootId(id) && !seen.has(id)).sort();
}

function lockersOfGroups(data: unknown): readonly string[] {
  if (!isObject(data)) return [];
  const groups = listIn(data, "accessGroups").filter(isObject);
  return groups.flatMap((group) =>
    listIn(group, "lockerRights")
      .filter(isObject)
      .flatMap((right) => textIn(right, "lockerUuid") ?? []),
  );
}

function lockersOfTree(data: unknown): readonly string[] {
  if (!isObject(data)) return [];
  return listIn(data, "childFolders")
    .filter(isObject)
    .flatMap((folder) => textIn(folder, "uuid") ?? []);
}
