import type { ChangeTicket } from "#schemas/change-ticket";
import { epochOf, showEpoch } from "./epoch-of.js";
import { groupBy } from "./group-by.js";
import type { TicketReading } from "./ticket-reading.js";
import type { TicketRules } from "./ticket-rules.js";
import { normaliseNumber, type TicketTimeline, ticketKey, ticketTimelines } from "./ticket-timeline.js";

/** Every ticket that can be relied on, and why the others cannot. */
export interface TicketIndex {
  /** False where no ticket system was asked at all. */
  readonly configured: boolean;
  /** One sentence for each source that could not be read, or was too old. */
  readonly unavailable: readonly string[];
  /** Numbers that a source may hold and does not show. */
  readonly hidden: ReadonlySet<string>;
  readonly timelines: readonly TicketTimeline[];
  readonly byNumber: ReadonlyMap<string, readonly TicketTimeline[]>;
  readonly byDigest: ReadonlyMap<string, readonly TicketTimeline[]>;
}

/**
 * Indexes what the ticket systems answered. A stale answer, or one from the future, is as good as none.
 *
 * @param earlier older sights of tickets, from the ledger; they count only for tickets that a source still gives
 */
export function indexTickets(
  readings: readonly TicketReading[],
  earlier: readonly ChangeTicket[],
  rules: TicketRules,
  at: number,
): TicketIndex {
  const unavailable = readings.flatMap((reading) => whyUnavailable(reading, rules, at) ?? []);
  const usable = readings.flatMap((reading) =>
    reading.state === "read" && whyUnavailable(reading, rules, at) === null ? [reading] : [],
  );
  const older = groupBy(earlier, ticketKey);
  const timelines = usable.flatMap((reading) => {
    const known = new Set(reading.tickets.map(ticketKey));
    const remembered = [...known].flatMap((identity) => older.get(identity) ?? []);
    const sightings = [...reading.tickets, ...(reading.earlier ?? []), ...remembered];
    return ticketTimelines(sightings, reading, rules.maxClockSkewSeconds * 1000);
  });
  timelines.sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    configured: readings.length > 0,
    unavailable: unavailable.sort(),
    hidden: new Set(usable.flatMap(({ hidden = [] }) => hidden.map(normaliseNumber))),
    timelines,
    byNumber: groupBy(timelines, ({ number }) => number),
    byDigest: byDigest(timelines),
  };
}

function whyUnavailable(reading: TicketReading, rules: TicketRules, at: number): string | null {
  if (reading.state === "unavailable") return reading.message;
  const exported = epochOf(reading.exportedAt);
  if (exported === null) return "the tickets do not say when they were exported";
  const ageMs = at - exported;
  const facts = `the tickets were exported at ${showEpoch(exported)}`;
  if (!(ageMs <= rules.maxTicketAgeMinutes * 60_000)) {
    return `${facts}, more than ${rules.maxTicketAgeMinutes} minutes before ${showEpoch(at)}`;
  }
  return ageMs < -rules.maxClockSkewSeconds * 1000 ? `${facts}, which is after ${showEpoch(at)}` : null;
}

function byDigest(timelines: readonly TicketTimeline[]): ReadonlyMap<string, readonly TicketTimeline[]> {
  const bound = timelines.flatMap((timeline) =>
    [...new Set(timeline.current.digests)].map((digest) => ({ digest, timeline })),
  );
  const groups = groupBy(bound, ({ digest }) => digest);
  return new Map([...groups].map(([digest, group]) => [digest, group.map(({ timeline }) => timeline)]));
}
