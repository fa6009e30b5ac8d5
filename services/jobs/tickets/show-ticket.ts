import type { ShownTicket, TicketsShowReport } from "#schemas/tickets-show-report";
import { normaliseNumber } from "#services/core/authorisation/ticket-timeline";
import type { Governed } from "#services/core/policy/parse-governed";
import { type AskedTicket, type AskTicketContext, askOneTicket } from "./ask-one-ticket.js";

/**
 * Shows a ticket as every declared source holds it now, as Lockstep reads it, with what stands behind each value and how it
 * stood before.
 *
 * @throws LockstepError `store-unsound`, `aborted`
 */
export async function showTicket(
  number: string,
  governed: Pick<Governed, "estate" | "ticketMappings">,
  context: AskTicketContext,
): Promise<TicketsShowReport> {
  const asked = await askOneTicket(number, governed, context);
  const shown = asked.map((one) => ({ ...one, found: ticketsIn(one, number) }));
  return {
    schema: "lockstep/tickets-show@1",
    number,
    found: shown.flatMap(({ found }) => found),
    notThere: shown
      .filter(({ isTheirs, reading, found }) => isTheirs && reading.state === "read" && found.length === 0)
      .map(({ instance }) => instance),
    notTheirs: asked.filter(({ isTheirs }) => !isTheirs).map(({ instance }) => instance),
    unavailable: asked.flatMap(({ instance, reading, remedy }) =>
      reading.state === "unavailable" ? [{ instance, message: reading.message, ...(remedy && { remedy }) }] : [],
    ),
    sources: asked.length,
  };
}

function ticketsIn({ instance, reading, fact }: AskedTicket, number: string): ShownTicket[] {
  if (reading.state === "unavailable") return [];
  const isIt = (ticket: { readonly number: string }): boolean =>
    normaliseNumber(ticket.number) === normaliseNumber(number);
  return reading.tickets.filter(isIt).map((ticket) => ({
    system: ticket.system,
    instance,
    ticket,
    earlier: (reading.earlier ?? []).filter((sight) => isIt(sight) && sight.observedAt !== ticket.observedAt),
    parts: fact?.parts ?? {},
    unread: fact?.unread ?? [],
  }));
}
