import type { ConfigurationObjects } from "./find-objects.js";

/** Where things are, by id in lower case: `Clinical/ADT/From PAS`. */
export type PathIndex = Pick<ReadonlyMap<string, string>, "get">;

/** The folder that holds all others has this id on every engine. */
const ROOT_ID = "e575bcad-01b3-44eb-bbf6-b36c693ef58b";
const MAX_DEPTH = 100;

/**
 * Gives each object its path: locker, folders, name. Paths are what two engines share, also where an object was made again by
 * hand and has another id.
 */
export function indexPaths({ objects, rootId }: ConfigurationObjects): ReadonlyMap<string, string> {
  const byId = new Map(objects.map((object) => [object.id, object]));
  const paths = new Map<string, string>();
  const pathOf = (id: string, depth: number): string => {
    const known = paths.get(id);
    if (known !== undefined) return known;
    const object = byId.get(id);
    if (object === undefined || depth > MAX_DEPTH) return `(${id})`;
    const { parent } = object;
    const isTop = parent === undefined || parent === rootId || parent === ROOT_ID;
    const path = isTop ? pathSegment(object.name) : `${pathOf(parent, depth + 1)}/${pathSegment(object.name)}`;
    paths.set(id, path);
    return path;
  };
  for (const { id } of objects) pathOf(id, 0);
  return paths;
}

/** Names hold no slash (the engine forbids it); a hostile one must not pass for two. */
export function pathSegment(name: string): string {
  return name.replaceAll("%", "%25").replaceAll("/", "%2F");
}

export function isRootId(id: string): boolean {
  return id.toLowerCase() === ROOT_ID;
}
