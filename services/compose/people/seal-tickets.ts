import type { TicketMapping } from "#schemas/ticket-mapping";
import { LockstepError } from "#services/core/errors";
import { sealFact } from "#services/core/tickets/seal-fact";
import { sealTicket } from "#services/core/tickets/seal-ticket";
import type { AccountSealer } from "#services/ports/account-sealer";
import type { TicketReading, TicketSource } from "#services/ports/ticket-source";
import type { TicketAnswer, TicketSystem } from "#services/ports/ticket-system";

/** Gives what seals people of tickets; `undefined` where names stay. @throws LockstepError `key-missing`, `estate-invalid` */
export type OpenSealer = () => Promise<AccountSealer | undefined>;

/** The same ticket system, with pseudonyms for the people in what it answers. */
export function sealedTicketSystem(system: TicketSystem, open: OpenSealer): TicketSystem {
  async function sealed(answer: TicketAnswer, mapping: TicketMapping): Promise<TicketAnswer> {
    const sealer = await open();
    if (sealer === undefined) return answer;
    const facts = answer.facts.map((fact) => sealFact(fact, mapping, sealer.seal));
    await sealer.keep();
    return { ...answer, facts };
  }
  return {
    ...system,
    list: async (request, since) => sealed(await system.list(request, since), request.mapping),
    find: async (request, numbers) => sealed(await system.find(request, numbers), request.mapping),
  };
}

/** The same folder of exports, with pseudonyms for the people in its tickets. */
export function sealedTicketSource(source: TicketSource, open: OpenSealer): TicketSource {
  return {
    ...source,
    async read(now) {
      const reading = await source.read(now);
      const sealer = await open().catch(asUnavailable);
      if (sealer !== undefined && "state" in sealer) return sealer;
      if (sealer === undefined || reading.state !== "read") return reading;
      const { tickets, earlier } = reading;
      const sealed = (list: typeof tickets) => list.map((ticket) => sealTicket(ticket, sealer.seal));
      const answer = {
        ...reading,
        tickets: sealed(tickets),
        ...(earlier === undefined ? {} : { earlier: sealed(earlier) }),
      };
      await sealer.keep();
      return answer;
    },
  };
}

/** What cannot be sealed is not read: a reading that is unavailable, as of a folder that cannot be opened. */
function asUnavailable(error: unknown): Extract<TicketReading, { state: "unavailable" }> {
  if (error instanceof LockstepError) return { state: "unavailable", message: error.message };
  throw error;
}
