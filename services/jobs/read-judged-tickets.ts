import type { TicketsJudged } from "#schemas/run";
import type { TicketMapping } from "#schemas/ticket-mapping";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { readingOf } from "#services/core/tickets/reading-of";
import type { TicketStore } from "#services/ports/ticket-store";

/**
 * Reads the tickets that an engine was, or is to be, judged with: from the facts up to one commit, by the mappings in force.
 *
 * @param mappings by the id of the ticket system
 * @throws LockstepError `store-unsound`
 */
export async function readJudgedTickets(
  { commit, sources }: TicketsJudged,
  store: TicketStore,
  mappings: ReadonlyMap<string, TicketMapping>,
): Promise<readonly TicketReading[]> {
  const stored = commit === null ? undefined : await store.open(commit);
  return await Promise.all(
    sources.map(async (source) => {
      const facts = source.state === "read" ? ((await stored?.facts(source)) ?? []) : [];
      return readingOf(source, facts, mappings.get(source.instance));
    }),
  );
}
