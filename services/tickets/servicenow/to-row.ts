/** A field as stored and as shown. */
export interface Field {
  readonly value: string;
  readonly display_value: string;
}

/**
 * Reads one row of either API: the Table API writes every value as a text, the Change API numbers and flags as such, and dates
 * once more as shown. What is no field beside them is left out; `undefined` for a row whose values come in one form alone.
 */
export function toRow(row: unknown): Readonly<Record<string, Field>> | undefined {
  if (typeof row !== "object" || row === null || Array.isArray(row)) return undefined;
  const fields = Object.entries(row).flatMap(([name, written]) => {
    const field = toField(written);
    return field === undefined ? [] : [[name, field] as const];
  });
  const found = Object.fromEntries(fields);
  return Object.hasOwn(found, "sys_id") ? found : undefined;
}

function toField(field: unknown): Field | undefined {
  if (typeof field !== "object" || field === null) return undefined;
  const value = toText(Reflect.get(field, "value"));
  const shown = toText(Reflect.get(field, "display_value"));
  return value === undefined || shown === undefined ? undefined : { value, display_value: shown };
}

function toText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (value === null) return "";
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
