import type { TicketFact } from "#schemas/ticket-fact";
import { normaliseNumber } from "#services/core/authorisation/ticket-timeline";
import { saysTheSame } from "#services/core/tickets/add-fact";
import type { TicketInstance, TicketStore } from "#services/ports/ticket-store";

/** Leaves out what is remembered already: a ticket that was listed because of the overlap, and says what it said, is no news. */
export async function onlyNews(
  facts: readonly TicketFact[],
  places: readonly TicketInstance[],
  store: TicketStore,
): Promise<readonly TicketFact[]> {
  const stored = await store.open();
  const last = new Map<string, TicketFact>();
  for (const place of places) {
    const numbers = facts.filter(({ instance }) => instance === place.instance).map(({ number }) => number);
    const known = await stored.facts(place, [...new Set(numbers)]);
    for (const fact of known) last.set(keyOf(fact), fact);
  }
  return facts.filter((fact) => {
    const before = last.get(keyOf(fact));
    return before === undefined || !saysTheSame(before, fact);
  });
}

function keyOf({ instance, number }: TicketFact): string {
  return JSON.stringify([instance, normaliseNumber(number)]);
}
