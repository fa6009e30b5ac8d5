import canonicalize from "canonicalize";
import type { ChangeTicket } from "#schemas/change-ticket";
import { epochOf, showEpoch } from "./epoch-of.js";
import { groupBy } from "./group-by.js";
import type { TicketReading } from "./ticket-reading.js";

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

/** What a source says of the time of its answer. */
type AnswerTime = Pick<Extract<TicketReading, { state: "read" }>, "exportedAt" | "askedTo">;

/**
 * Gathers sightings of tickets into one timeline a ticket, whatever their order. A sight from after the answer is left out, and, as
 * two of one instant that differ do, makes the ticket one that cannot be relied on.
 *
 * @param answer tickets last seen before `exportedAt` are missing from the latest answer
 * @param skewMs how far clocks may differ
 */
export function ticketTimelines(
  sightings: readonly ChangeTicket[],
  answer: AnswerTime,
  skewMs: number,
): TicketTimeline[] {
  return [...groupBy(sightings, ticketKey)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, tickets]) => timelineOf(key, tickets, answer, skewMs));
}

/** Ticket numbers are compared without regard to case or surrounding blanks. */
export function normaliseNumber(number: string): string {
  return number.trim().toUpperCase();
}

/** Tells tickets of all systems apart. */
export function ticketKey({ system, instance, number }: ChangeTicket): string {
  return JSON.stringify([system, instance, normaliseNumber(number)]);
}

function timelineOf(
  key: string,
  tickets: readonly ChangeTicket[],
  { exportedAt, askedTo }: AnswerTime,
  skewMs: number,
): TicketTimeline[] {
  const all = distinct(tickets).sort((a, b) => seenAt(a) - seenAt(b) || (canonical(a) < canonical(b) ? -1 : 1));
  const exported = epochOf(exportedAt) ?? Number.POSITIVE_INFINITY;
  const limit = Math.max(exported, epochOf(askedTo ?? null) ?? exported) + skewMs;
  const timely = all.filter((sight) => seenAt(sight) <= limit);
  // One that was seen in the future alone is told with that, and not as one that is not there.
  const known = timely.length === 0 ? all : timely;
  const [last, newest] = [known.at(-1), all.at(-1)];
  if (last === undefined || newest === undefined) return [];
  const current = withProblems(last, [
    ...(timely.length === all.length ? [] : [`an answer of ${showEpoch(seenAt(newest))} is from after it was asked`]),
    ...(isContradicted(last, known) ? [`contradictory answers of ${showEpoch(seenAt(last))}`] : []),
  ]);
  const missingSince = seenAt(newest) < exported ? exportedAt : null;
  const sights = [...known.slice(0, -1), current];
  return [{ key, number: normaliseNumber(current.number), current, sights, missingSince }];
}

function withProblems(ticket: ChangeTicket, problems: readonly string[]): ChangeTicket {
  return problems.length === 0 ? ticket : { ...ticket, problems: [...(ticket.problems ?? []), ...problems] };
}

/** Does another sight of the same instant say something else? What only tells how it was come by does not count. */
function isContradicted(last: ChangeTicket, sights: readonly ChangeTicket[]): boolean {
  const others = sights.slice(
    sights.findIndex((sight) => seenAt(sight) === seenAt(last)),
    -1,
  );
  return others.some((other) => wordOf(other) !== wordOf(last));
}

function wordOf(ticket: ChangeTicket): string {
  const {
    rawSha256: _,
    mapping: __,
    rebuilt: ___,
    sourceVersion: ____,
    updatedAt: _____,
    raw: ______,
    ...word
  } = ticket;
  return canonical(word);
}

function distinct(tickets: readonly ChangeTicket[]): ChangeTicket[] {
  if (tickets.length < 2) return [...tickets];
  return [...new Map(tickets.map((ticket) => [canonical(ticket), ticket])).values()];
}

function canonical(ticket: Partial<ChangeTicket>): string {
  return canonicalize(ticket) ?? "";
}

function seenAt(ticket: ChangeTicket): number {
  return epochOf(ticket.observedAt) ?? Number.NEGATIVE_INFINITY;
}
