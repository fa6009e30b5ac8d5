/** One object of an answer. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a value holds by name; nothing where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The objects in a list; nothing where it is none. */
export function rowsOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** A text that is there; `undefined` for any other value. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** An instant as RFC 3339 UTC with milliseconds: Azure DevOps writes seven decimals, which nobody else orders alike. */
export function instantOf(value: unknown): string | undefined {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** What stands in a property bag under `$value`. */
export function propertyOf(bag: unknown, name: string): string | undefined {
  const value = fieldsOf(bag)[name];
  const inner = isFields(value) ? value["$value"] : value;
  return typeof inner === "number" ? String(inner) : textOf(inner);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
