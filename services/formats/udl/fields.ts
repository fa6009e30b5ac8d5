import { compareText } from "#services/core/text/compare-text";
import type { Fields } from "./class-definition.js";

/** Sorts fields by name; of a name that is given twice the last stands, as in the engine. */
export function sortFields(fields: Iterable<readonly [string, string]>): Fields {
  return [...new Map(fields)].sort(([a], [b]) => compareText(a, b));
}
