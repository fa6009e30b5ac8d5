import { malformed } from "./place.js";

export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses an item that the connector wrote as JSON. @throws LockstepError `export-malformed` */
export function parseJsonObject(bytes: Uint8Array, origin: string): JsonObject {
  const value = parseJson(bytes, origin);
  if (!isJsonObject(value)) throw malformed(origin, 1, "it is not a JSON object");
  return value;
}

/** The same for a list of rows, alone or under `rows`. */
export function parseJsonRows(bytes: Uint8Array, origin: string): readonly JsonObject[] {
  const value = parseJson(bytes, origin);
  const rows = isJsonObject(value) ? value["rows"] : value;
  if (!Array.isArray(rows) || !rows.every(isJsonObject)) throw malformed(origin, 1, "it is not a list of rows");
  return rows;
}

function parseJson(bytes: Uint8Array, origin: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw malformed(origin, 1, "it is not JSON");
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A scalar as text; empty for what is absent or no scalar. */
export function textIn(object: JsonObject, name: string): string {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : "";
}
