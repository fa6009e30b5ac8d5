import type { ChangeTicket } from "#schemas/change-ticket";
import type { TicketSourceState } from "#schemas/run";
import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { epochOf } from "../authorisation/epoch-of.js";
import { groupBy } from "../authorisation/group-by.js";
import type { TicketReading } from "../authorisation/ticket-reading.js";
import { normaliseNumber } from "../authorisation/ticket-timeline.js";
import { deriveTicket } from "./derive-ticket.js";

/**
 * Makes what tickets are held against of every fact known of a ticket system and of how it answered last. A ticket of which
 * nothing was edited up to that answer still stood so then; one that it does not hold or show any more was last seen before.
 *
 * @param facts each ticket's oldest first
 */
export function readingOf(
  state: TicketSourceState,
  facts: readonly TicketFact[],
  mapping: TicketMapping | undefined,
): TicketReading {
  if (state.state === "unavailable" || state.completeTo === null) {
    return { state: "unavailable", message: state.message ?? `${state.instance} was not read.` };
  }
  if (mapping === undefined) {
    return { state: "unavailable", message: `${state.instance} has no mapping that is in force.` };
  }
  const { completeTo, askedTo } = state;
  const { hidden = [], warnings = [] } = state;
  const unseen = new Set([...state.gone, ...hidden].map(normaliseNumber));
  const tickets: ChangeTicket[] = [];
  const earlier: ChangeTicket[] = [];
  for (const [number, known] of groupBy(facts, (fact) => normaliseNumber(fact.number))) {
    const sights = sightsOf(known, mapping);
    const current = sights.at(-1);
    if (current === undefined) continue;
    for (const sight of sights) earlier.push(sight);
    tickets.push(unseen.has(number) ? current : { ...current, observedAt: later(current.observedAt, completeTo) });
  }
  const asked = askedTo === undefined ? {} : { askedTo };
  return { state: "read", exportedAt: completeTo, ...asked, tickets, earlier, hidden, warnings };
}

/** The newest fact holds the whole record of edits, so that of older ones only what was seen counts. */
function sightsOf(facts: readonly TicketFact[], mapping: TicketMapping): readonly ChangeTicket[] {
  return facts.flatMap((fact, index) => {
    const states = deriveTicket(fact, mapping);
    return index === facts.length - 1 ? states : states.slice(-1);
  });
}

function later(a: string, b: string): string {
  return (epochOf(a) ?? 0) > (epochOf(b) ?? 0) ? a : b;
}
