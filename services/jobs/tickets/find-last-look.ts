import type { Ledger } from "#services/ports/estate-repository";
import { bodyOfRun } from "../look/look-history.js";
import type { TicketDesk } from "./ticket-desk.js";

/** So many runs back a whole look is searched; before that a first look is due again. */
const MAX_RUNS = 50;

/**
 * Up to when a ticket system was last seen whole, by the same declaration and mapping; `null` where no recorded run did, or where
 * it would lie after now.
 */
export async function findLastLook(
  ledger: Ledger,
  desk: Pick<TicketDesk, "declared" | "asked">,
  at: string,
): Promise<string | null> {
  for await (const record of ledger.records({ type: "run", limit: MAX_RUNS })) {
    const seen = bodyOfRun(record).ticketSystems?.sources.find(
      ({ instance, state, asked }) => instance === desk.declared.id && state === "read" && asked === desk.asked,
    );
    if (seen?.completeTo != null) return Date.parse(seen.completeTo) <= Date.parse(at) ? seen.completeTo : null;
  }
  return null;
}
