import type { TicketMapping } from "#schemas/ticket-mapping";
import type { Row } from "./read-rows.js";

/**
 * The fields of a change request that decide and are not shown, for want of a right to the field or because the instance has none
 * of that name. What is empty there would else be taken for "not on hold" and "implemented by nobody".
 */
export function findHiddenFields(change: Row, mapping: TicketMapping): readonly string[] {
  const { kind, lifecycle, approval, plannedStart, plannedEnd, onHold, implementers, requester } = mapping;
  const sources = [...kind, lifecycle, approval, plannedStart, plannedEnd, onHold, ...implementers, requester];
  const deciding = new Set(sources.flatMap((source) => fieldsOf(source)));
  const flags = new Set(fieldsOf(onHold));
  return [...deciding].filter((field) => {
    const found = change[field];
    // A flag is stored as true or false: one that is empty is hidden.
    return found === undefined || (flags.has(field) && found.value === "");
  });
}

function fieldsOf(source: { readonly from: readonly string[] } | undefined): readonly string[] {
  return (source?.from ?? []).flatMap((place) => {
    const [, part, field] = place.split("/");
    return part === "ticket" && field !== undefined ? [field] : [];
  });
}
