import { type Names, showPseudonyms } from "./show-pseudonyms.js";

/**
 * Puts names in the place of the pseudonyms in every text of a value: of lists, of objects without a class, and of maps. What holds no
 * pseudonym is given back as the very same value.
 */
export function showPeople<T>(value: T, names: Names = new Map()): T {
  return show(value, names) as T;
}

function show(value: unknown, names: Names): unknown {
  if (typeof value === "string") return showPseudonyms(value, names);
  if (Array.isArray(value)) return showList(value, names);
  if (value instanceof Map) return showMap(value, names);
  if (!isPlain(value)) return value;
  const entries = Object.entries(value);
  const shown = entries.map(([key, one]): [string, unknown] => [key, show(one, names)]);
  return shown.every(([, one], index) => one === entries[index]?.[1]) ? value : Object.fromEntries(shown);
}

function showList(list: readonly unknown[], names: Names): readonly unknown[] {
  const shown = list.map((one) => show(one, names));
  return shown.every((one, index) => one === list[index]) ? list : shown;
}

function showMap(map: ReadonlyMap<unknown, unknown>, names: Names): ReadonlyMap<unknown, unknown> {
  const shown = [...map].map(([key, one]): [unknown, unknown] => [key, show(one, names)]);
  return shown.every(([key, one]) => one === map.get(key)) ? map : new Map(shown);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
