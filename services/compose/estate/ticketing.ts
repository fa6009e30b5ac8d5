import type { TicketsShowReport } from "#schemas/tickets-show-report";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { type Governed, parseGoverned } from "#services/core/policy/parse-governed";
import { askOneTicket } from "#services/jobs/tickets/ask-one-ticket";
import { discoverMapping, type ProposedMapping } from "#services/jobs/tickets/discover-mapping";
import { readTickets } from "#services/jobs/tickets/read-tickets";
import { showTicket } from "#services/jobs/tickets/show-ticket";
import { readGovernedFolder } from "#services/stores/files/read-governed-folder";
import type { JobOptions } from "./job-options.js";
import type { Site } from "./open-site.js";
import { defaultMappingOf } from "./ticket-systems.js";

/** What an open estate can tell of its tickets. */
export interface Ticketing {
  /** A ticket as every declared ticket system holds it now. */
  showTicket(number: string, options?: Pick<JobOptions, "signal">): Promise<TicketsShowReport>;
  /** Reads tickets anew and keeps what they say now; gives how many were answered. */
  readTickets(asked: Parameters<typeof readTickets>[0], options?: Pick<JobOptions, "signal">): Promise<number>;
  /** How the tickets of a declared ticket system could be read. */
  discoverMapping(id: string, options?: Pick<JobOptions, "signal">): Promise<ProposedMapping>;
}

export function ticketingOver(site: Site): Ticketing {
  async function idsInFolder(): Promise<readonly string[]> {
    const { estate } = parseGoverned(await readGovernedFolder(site.settings.folder));
    return (estate?.ticketSystems ?? []).map(({ id }) => id);
  }

  return {
    showTicket: async (number, options) => showTicket(number, await site.governed(), { ...site, ...options }),
    readTickets: async (asked, options) => readTickets(asked, await site.governed(), { ...site, ...options }),
    async discoverMapping(id, options) {
      const { estate } = await site.inForce();
      return await discoverMapping(id, estate, { ...site, defaultMappingOf, idsInFolder, ...options });
    },
  };
}

/** Makes what tells what every source of tickets says of one number now. */
export function ticketReader(
  governed: Pick<Governed, "estate" | "ticketMappings">,
  site: Site,
): (number: string) => Promise<readonly TicketReading[]> {
  return async (number) => (await askOneTicket(number, governed, site)).map(({ reading }) => reading);
}
