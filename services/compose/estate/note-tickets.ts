import type { ChangeProposal } from "#schemas/change-proposal";
import type { Estate } from "#schemas/estate";
import { readPassword, type Settings } from "#services/config";
import type { NotesContext } from "#services/jobs/review/note-decisions";
import { noteDecisions } from "#services/jobs/review/note-decisions";
import type { ReviewPass } from "#services/jobs/review/review-pass";
import { createLogger } from "#services/log/create-logger";
import type { ProposalStore } from "#services/ports/proposal-store";
import { renderTicketNote } from "#services/reports/review/render-ticket-note";
import { ticketSystemNamed } from "./ticket-systems.js";

interface NoteParts extends Pick<NotesContext, "ledger" | "now"> {
  readonly settings: Settings;
  readonly estate: Pick<Estate, "ticketSystems">;
  readonly ticketMappings: NotesContext["mappings"];
  readonly signal?: AbortSignal | undefined;
}

/** What tells decisions to their tickets; nothing where the estate lets no notes be written. */
export function ticketNotesOf(
  { estate, settings, ledger, ticketMappings: mappings, now, signal }: NoteParts,
  proposals: ProposalStore,
  adopted: readonly ChangeProposal[],
): Pick<ReviewPass, "noteTickets"> {
  const systems = (estate.ticketSystems ?? []).filter(({ writeNotes }) => writeNotes === true);
  if (systems.length === 0) return {};
  const context: NotesContext = {
    ...{ ledger, proposals, systems, mappings, now },
    systemOf: ({ system }) => ticketSystemNamed(system),
    passwordOf: (declared) => readPassword(declared, settings),
    text: renderTicketNote,
    logger: createLogger({ level: settings.logLevel }),
    ...(signal === undefined ? {} : { signal }),
  };
  return { noteTickets: () => noteDecisions(context, adopted) };
}

/** The store, which also remembers what it adopted: a ticket that decided leaves no proposal behind to be read again. */
export function rememberingAdopted(proposals: ProposalStore): {
  readonly store: Pick<ProposalStore, "adopt">;
  readonly adopted: readonly ChangeProposal[];
} {
  const adopted: ChangeProposal[] = [];
  return {
    adopted,
    store: {
      async adopt(adoption) {
        const done = await proposals.adopt(adoption);
        adopted.push(adoption.proposal);
        return done;
      },
    },
  };
}
