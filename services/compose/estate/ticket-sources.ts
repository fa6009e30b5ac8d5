import { resolve } from "node:path";
import type { TicketSystem as DeclaredTicketSystem, TicketFolder } from "#schemas/estate";
import { readPassword, type Settings } from "#services/config";
import type { TicketSource } from "#services/ports/ticket-source";
import type { TicketSystem } from "#services/ports/ticket-system";
import { createTicketFolder } from "#services/tickets/file/create-ticket-folder";
import { type OpenSealer, sealedTicketSource, sealedTicketSystem } from "../people/seal-tickets.js";
import { ticketSystemNamed } from "./ticket-systems.js";

/** How the tickets are reached that an estate declares. */
export interface TicketSources {
  readonly ticketSourceOf: (declared: TicketFolder) => TicketSource;
  /** @throws LockstepError `usage` where no such ticket system is known */
  readonly ticketSystemOf: (declared: DeclaredTicketSystem) => TicketSystem;
  readonly ticketPasswordOf: (declared: DeclaredTicketSystem) => string | undefined;
}

/** @param accountSealer seals the people of what is answered, where the estate wants it */
export function ticketSourcesOf(
  settings: Pick<Settings, "folder" | "environment">,
  accountSealer: OpenSealer,
): TicketSources {
  return {
    ticketSourceOf: ({ folder }) =>
      sealedTicketSource(createTicketFolder({ folder: resolve(settings.folder, folder) }), accountSealer),
    ticketSystemOf: ({ system }) => sealedTicketSystem(ticketSystemNamed(system), accountSealer),
    ticketPasswordOf: (declared) => readPassword(declared, settings),
  };
}
