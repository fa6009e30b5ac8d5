import type { MappedHistory } from "#schemas/ticket-mapping";
import { firstText } from "./reach.js";

/** Where the field of a recorded edit stands in the answer; `undefined` where the mapping names no such field. */
export function placeOfEdit(edit: unknown, { field, fields }: MappedHistory): string | undefined {
  const name = firstText(edit, field.from);
  return name !== null && Object.hasOwn(fields, name) ? fields[name] : undefined;
}
