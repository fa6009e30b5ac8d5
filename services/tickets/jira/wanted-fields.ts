import type { TicketMapping } from "#schemas/ticket-mapping";
import { parsePlace } from "#services/core/tickets/place";
import { mappedPlaces, placesOf } from "#services/core/tickets/places-of";
import type { SiteField } from "./site-words.js";

/** A field of the site's own as a mapping names it: `/fields/[name=Planned start]/value` or `/fields/[id=customfield_10042]/value`. */
export interface WantedField {
  readonly by: "id" | "name";
  readonly word: string;
}

/** The fields of the site's own that a mapping reads. */
export function wantedFields(mapping: TicketMapping): readonly WantedField[] {
  const wanted = mappedPlaces(mapping).flatMap(({ place }): WantedField[] => {
    const [part, step] = parsePlace(place);
    if (part?.type !== "field" || part.name !== "fields" || step?.type !== "where") return [];
    return step.field === "id" || step.field === "name" ? [{ by: step.field, word: step.word }] : [];
  });
  return [...new Map(wanted.map((field) => [`${field.by} ${field.word}`, field])).values()];
}

/** The site's fields that may be the wanted one: a name may be given to several. */
export function candidatesOf(wanted: WantedField, fields: readonly SiteField[]): readonly SiteField[] {
  const word = plain(wanted.word);
  return fields.filter((field) => (wanted.by === "id" ? field.id === wanted.word : plain(field.name) === word));
}

/** The ids of all fields that are asked for: those of the mapping, and those by which an answer is understood. */
export function askedFields(mapping: TicketMapping, fields: readonly SiteField[]): readonly string[] {
  const own = wantedFields(mapping).flatMap((wanted) => candidatesOf(wanted, fields).map(({ id }) => id));
  const standing = placesOf(mapping, "ticket").filter((name) => name !== "id" && name !== "key");
  return [...new Set(["project", "updated", ...standing, ...own])].filter((id) => /^\w{1,100}$/.test(id)).sort();
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}
