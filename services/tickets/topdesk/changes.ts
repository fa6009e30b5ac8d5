import type { TicketMapping } from "#schemas/ticket-mapping";
import { placesOf } from "#services/core/tickets/places-of";
import { firstText } from "#services/core/tickets/reach";
import { type ListQuery, type Row, readList } from "./read-pages.js";
import { CHANGES } from "./read-requests.js";
import type { Desk } from "./with-desk.js";

/** What a list of changes asks for: the fields of the mapping, and those by which an answer is checked. */
export function changeList(mapping: TicketMapping, query: string): ListQuery {
  return {
    path: CHANGES,
    query,
    fields: [...new Set([...CHECKED, ...placesOf(mapping, "ticket")])],
    // By what no edit changes, so that one made while pages are read moves no change past us.
    sort: "creationDate:asc",
  };
}

const CHECKED = ["id", "number", "changeType", "phases", "modificationDate"];

/** Reads the changes of a query. @throws LockstepError of family upstream */
export function readChanges(desk: Desk, mapping: TicketMapping, query: string): Promise<readonly Row[]> {
  return readList(desk, changeList(mapping, query));
}

export function numberOf(change: Row): string {
  return firstText(change, ["/number"]) ?? "";
}

export function idOf(row: Row): string {
  return firstText(row, ["/id"]) ?? "";
}

/** When it was edited last, in milliseconds since 1970; `undefined` where the desk does not say. */
export function editedAt(row: Row): number | undefined {
  const epoch = Date.parse(firstText(row, ["/modificationDate"]) ?? "");
  return Number.isNaN(epoch) ? undefined : epoch;
}
