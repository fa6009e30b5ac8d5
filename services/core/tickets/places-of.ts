import type { TicketMapping } from "#schemas/ticket-mapping";
import { parsePlace } from "./place.js";

/** Every place that a mapping names; `seeksDigests` where a text stands of which only the digests are kept. */
export interface MappedPlace {
  readonly place: string;
  readonly seeksDigests: boolean;
}

/** Every place that a mapping reads, from the root of an answer on. */
export function mappedPlaces(mapping: TicketMapping): readonly MappedPlace[] {
  const { number, id, kind, lifecycle, approval, approvals, history, digests, ...rest } = mapping;
  const single = [number, id, ...kind, lifecycle, approval, rest.templateId, rest.onHold, rest.coversStandby];
  const people = [rest.assignmentGroup, rest.requester, rest.reviewedBy];
  const others = [rest.freezeExempt, rest.sourceVersion, rest.plannedStart, rest.plannedEnd];
  const times = [rest.raisedAt, rest.reviewedAt, rest.closedAt, rest.updatedAt];
  const lists = [...rest.cis, ...rest.channels, ...rest.implementers];
  const plain = [...single, ...people, ...others, ...times, ...lists].flatMap((source) => source?.from ?? []);
  const dated = approvals.flatMap(({ each = "", by, decision, at }) =>
    [by, decision, at].flatMap((source) => source?.from ?? []).map((place) => `${each}${place}`),
  );
  const edits = history === undefined ? [] : [history.at, history.field, history.before, history.after];
  const edited = edits.flatMap(({ from }) => from).map((place) => `${history?.each ?? ""}${place}`);
  return [
    ...[...plain, ...dated, ...edited].map((place) => ({ place, seeksDigests: false })),
    ...(digests?.from ?? []).map((place) => ({ place, seeksDigests: true })),
  ];
}

/** The fields right below a part, or below each of its entries, that a mapping reads: all that a source needs to ask for. */
export function placesOf(mapping: TicketMapping, part: string): readonly string[] {
  const fields = mappedPlaces(mapping).flatMap(({ place }) => {
    const [, first, ...below] = place.split("/");
    if (first !== part) return [];
    const steps = parsePlace(`/${below.join("/")}`);
    const [entry, field] = steps;
    if (entry?.type === "field") return [entry.name];
    const chosenBy = entry?.type === "where" ? [entry.field] : [];
    return field?.type === "field" ? [...chosenBy, field.name] : chosenBy;
  });
  return [...new Set(fields)].sort();
}
