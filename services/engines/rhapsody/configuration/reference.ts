import type { PathIndex } from "./index-paths.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * Says by its path what an id stands for, so that two engines whose ids differ are compared by what they mean; an id of a filter
 * has its route's id before it (`route/filter`). What is not known stays as it is.
 */
export function resolveReference(text: string, paths: PathIndex): string {
  const parts = text.split("/");
  if (parts.length > 2 || !parts.every(isUuid)) return text;
  const last = parts.at(-1)?.toLowerCase() ?? "";
  return paths.get(text.toLowerCase()) ?? paths.get(last) ?? text;
}
