import type { ChangeTicket } from "#schemas/change-ticket";
import type { TicketSourceState, TicketsJudged } from "#schemas/run";
import type { TicketMapping } from "#schemas/ticket-mapping";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { DROP_FOLDER, sightsOfFolder } from "#services/core/tickets/folder-sights";
import { readingOf } from "#services/core/tickets/reading-of";
import type { StoredTickets, TicketStore } from "#services/ports/ticket-store";

/** What tickets are read from. */
export interface TicketSources {
  readonly store: TicketStore;
  /** By the id of the ticket system. */
  readonly mappings: ReadonlyMap<string, TicketMapping>;
  /** What the drop folder held; `undefined`: none is declared. */
  readonly folder: TicketReading | undefined;
}

export interface JudgedTickets {
  readonly readings: readonly TicketReading[];
  /** What the drop folder said before, as it was kept. */
  readonly earlier: readonly ChangeTicket[];
}

/**
 * Reads the tickets that an engine was, or is to be, judged with: from the facts up to one commit, by the mappings in force.
 *
 * @throws LockstepError `store-unsound`
 */
export async function readJudgedTickets(
  { commit, sources }: TicketsJudged,
  { store, mappings, folder }: TicketSources,
): Promise<JudgedTickets> {
  const stored = commit === null ? undefined : await store.open(commit);
  const readings = sources.map(async (source) =>
    isFolder(source) ? ofFolder(source, folder) : await ofSystem(source, stored, mappings.get(source.instance)),
  );
  const isFolderRead = sources.some((source) => isFolder(source) && source.state === "read");
  const kept = isFolderRead ? ((await stored?.facts(DROP_FOLDER)) ?? []) : [];
  return { readings: await Promise.all(readings), earlier: sightsOfFolder(kept, folder) };
}

function isFolder({ system, instance }: TicketSourceState): boolean {
  return system === DROP_FOLDER.system && instance === DROP_FOLDER.instance;
}

function ofFolder({ state, message }: TicketSourceState, folder: TicketReading | undefined): TicketReading {
  if (state === "read" && folder !== undefined) return folder;
  return { state: "unavailable", message: message ?? "The drop folder was not read." };
}

async function ofSystem(
  source: TicketSourceState,
  stored: StoredTickets | undefined,
  mapping: TicketMapping | undefined,
): Promise<TicketReading> {
  const facts = source.state === "read" ? ((await stored?.facts(source)) ?? []) : [];
  return readingOf(source, facts, mapping);
}
