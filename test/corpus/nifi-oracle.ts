/** A JSON value as NiFi writes it. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

const IDS = new Set(["identifier", "instanceIdentifier", "groupIdentifier", "groupId", "id"]);
const GEOMETRY = new Set(["position", "bends", "labelIndex", "zIndex", "style", "width", "height", "displayName"]);

/**
 * Says what a snapshot's process groups hold, without any of the code under test: for each group, by its path of names, its own
 * content as text, without ids and geometry and with every list sorted.
 */
export function groupsOf(snapshot: unknown): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  const root = at(at(at(snapshot as Json, "content"), "flowSnapshot"), "flowContents");
  addGroup(root, "", groups);
  return groups;
}

/** Each parameter context's content, by name. */
export function contextsOf(snapshot: unknown): ReadonlyMap<string, string> {
  const contexts = at(at(at(snapshot as Json, "content"), "flowSnapshot"), "parameterContexts");
  return new Map(Object.entries(contexts ?? {}).map(([name, context]) => [name, JSON.stringify(plain(context))]));
}

function addGroup(group: Json | undefined, owner: string, into: Map<string, string>): void {
  if (!isObject(group)) return;
  const name = JSON.stringify(group["name"]).slice(1, -1);
  const path = owner === "" ? name : `${owner}/${name}`;
  const { processGroups, ...own } = group;
  into.set(path, JSON.stringify(plain(own)));
  for (const inner of Array.isArray(processGroups) ? processGroups : []) addGroup(inner, path, into);
}

function plain(value: Json | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(plain(item))).sort();
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !IDS.has(name) && !GEOMETRY.has(name));
  return kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, plain(member)]);
}

function at(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) ? value[name] : undefined;
}

function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a new import does to a snapshot: every id another one, boxes elsewhere, lists in another order. */
export function importedAgain(text: string): string {
  const withIds = text.replaceAll(
    /[0-9a-f]{8}(-[0-9a-f]{4}-)[0-9a-f]{4}-[0-9a-f]{4}-([0-9a-f]{12})/g,
    "7e57ab1e$13111-9222-$2",
  );
  return JSON.stringify(moved(JSON.parse(withIds)));
}

const ORDERED = new Set(["prioritizers"]);

function moved(value: Json, name = ""): Json {
  if (Array.isArray(value)) {
    const items = value.map((item) => moved(item));
    return ORDERED.has(name) ? items : items.reverse();
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(
    entries.map(([key, member]) => [
      key,
      key === "position" ? { x: 1, y: 1 } : key === "zIndex" ? 7 : moved(member, key),
    ]),
  );
}
