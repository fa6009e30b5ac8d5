import canonicalize from "canonicalize";
import type { ChangeTicket } from "#schemas/change-ticket";
import { epochOf } from "./epoch-of.js";
import { groupBy } from "./group-by.js";

/** One ticket as it was seen over time. */
export interface TicketTimeline {
  /** System, instance and number: unique in a run. */
  readonly key: string;
  /** What people call it. */
  readonly number: string;
  /** As last seen. */
  readonly current: ChangeTicket;
  /** Every sight of it, the oldest first; the last is `current`. */
  readonly sights: readonly ChangeTicket[];
  /** The latest complete answer that no longer held it, or `null`. */
  readonly missingSince: string | null;
}

/**
 * Gathers sightings of tickets into one timeline a ticket, whatever their order.
 *
 * @param exportedAt tickets last seen before this instant are missing from the latest answer
 */
export function ticketTimelines(sightings: readonly ChangeTicket[], exportedAt: string): TicketTimeline[] {
  return [...groupBy(sightings, ticketKey)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, tickets]) => timelineOf(key, tickets, exportedAt));
}

/** Ticket numbers are compared without regard to case or surrounding blanks. */
export function normaliseNumber(number: string): string {
  return number.trim().toUpperCase();
}

/** Tells tickets of all systems apart. */
export function ticketKey({ system, instance, number }: ChangeTicket): string {
  return JSON.stringify([system, instance, normaliseNumber(number)]);
}

function timelineOf(key: string, tickets: readonly ChangeTicket[], exportedAt: string): TicketTimeline[] {
  const sights = distinct(tickets).sort((a, b) => seenAt(a) - seenAt(b) || (canonical(a) < canonical(b) ? -1 : 1));
  const current = sights.at(-1);
  if (current === undefined) return [];
  const lastExport = epochOf(exportedAt) ?? Number.POSITIVE_INFINITY;
  const missingSince = seenAt(current) < lastExport ? exportedAt : null;
  return [{ key, number: normaliseNumber(current.number), current, sights, missingSince }];
}

function distinct(tickets: readonly ChangeTicket[]): ChangeTicket[] {
  if (tickets.length < 2) return [...tickets];
  return [...new Map(tickets.map((ticket) => [canonical(ticket), ticket])).values()];
}

function canonical(ticket: ChangeTicket): string {
  return canonicalize(ticket) ?? "";
}

function seenAt(ticket: ChangeTicket): number {
  return epochOf(ticket.observedAt) ?? Number.NEGATIVE_INFINITY;
}
