import type { TicketMapping } from "#schemas/ticket-mapping";
import { mappedPlaces } from "./places-of.js";

/** The parts of an answer without which a ticket does not authorise. */
export function neededParts(mapping: TicketMapping): readonly string[] {
  if (mapping.needs !== undefined) return [...new Set(["ticket", ...mapping.needs])];
  return [...new Set(mappedPlaces(mapping).flatMap(({ place }) => place.split("/")[1] ?? []))].sort();
}
