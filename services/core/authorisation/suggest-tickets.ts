import type { Finding } from "#schemas/finding";
import type { ChangeFacts } from "./change-facts.js";
import { epochOf } from "./epoch-of.js";
import { matchScope } from "./match-scope.js";
import { type Span, spanOfChange } from "./spans.js";
import { placeInWindow } from "./test-window.js";
import type { TicketRules } from "./ticket-rules.js";
import type { TicketTimeline } from "./ticket-timeline.js";

const MAX_SUGGESTIONS = 5;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Longer windows, and changes of which less is known, are looked at by their last days only. */
const MAX_DAYS = 31;
const SCOPE_SCORE = { channel: 6, flow: 4, engine: 2 };

/** Tickets by the days of their windows, so that a change is held only against those of its own time. */
export type TicketCalendar = ReadonlyMap<number, readonly DatedTicket[]>;

interface DatedTicket {
  readonly ticket: TicketTimeline;
  /** The widest reading of its window, with an hour's room for grace. */
  readonly window: Span;
}

/** Ranks tickets whose scope and window fit a change: for a person to look at, never authority. */
export function suggestTickets(
  finding: Finding,
  change: ChangeFacts,
  calendar: TicketCalendar,
  rules: TicketRules,
): string[] {
  const effective = spanOfChange(change.tookEffect ?? change.interval);
  const dated = daysOf(effective.from, effective.to).flatMap((day) => calendar.get(day) ?? []);
  const nearby = new Set(dated.filter(({ window }) => overlaps(window, effective)).map(({ ticket }) => ticket));
  const scored = [...nearby].flatMap((ticket) => {
    const place = placeInWindow({ finding, change, rules, effective }, ticket.current);
    if (place === "outside" || isOver(ticket)) return [];
    const { level } = matchScope(finding, change, ticket.current, rules);
    if (level === null) return [];
    return [{ number: ticket.current.number, score: SCOPE_SCORE[level] + (place === "inside" ? 1 : 0) }];
  });
  scored.sort((a, b) => b.score - a.score || (a.number < b.number ? -1 : 1));
  return [...new Set(scored.map(({ number }) => number))].slice(0, MAX_SUGGESTIONS);
}

/** Enters each ticket on the days of its window; one whose window cannot be read is never suggested. */
export function ticketCalendar(timelines: readonly TicketTimeline[]): TicketCalendar {
  const calendar = new Map<number, DatedTicket[]>();
  for (const ticket of timelines) {
    const window = widestWindow(ticket);
    if (window === null) continue;
    const entry = { ticket, window };
    for (const day of daysOf(window.from, window.to)) {
      const known = calendar.get(day);
      if (known === undefined) calendar.set(day, [entry]);
      else known.push(entry);
    }
  }
  return calendar;
}

function widestWindow({ current: { planned } }: TicketTimeline): Span | null {
  const from = epochOf(planned.start);
  const to = epochOf(planned.alternative?.end ?? planned.end);
  return from === null || to === null ? null : { from: from - HOUR_MS, to: to + HOUR_MS };
}

function overlaps(window: Span, change: Span): boolean {
  return window.from <= change.to && window.to >= change.from;
}

function daysOf(from: number, to: number): number[] {
  if (!Number.isFinite(to) || from > to) return [];
  const last = Math.floor(to / DAY_MS);
  const first = Math.max(Math.floor(from / DAY_MS), last - MAX_DAYS);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function isOver({ current: { lifecycle } }: TicketTimeline): boolean {
  return lifecycle === "cancelled" || lifecycle === "rejected";
}
