import type { ChangeTicket } from "#schemas/change-ticket";
import type { TicketSystem } from "#schemas/estate";
import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketTrail } from "#schemas/trace-report";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { normaliseNumber, ticketTimelines } from "#services/core/authorisation/ticket-timeline";
import { trailOfTicket } from "#services/core/evidence/trail/trail-of-ticket";
import { type Governed, parseGoverned } from "#services/core/policy/parse-governed";
import { DROP_FOLDER, sightsOfFolder } from "#services/core/tickets/folder-sights";
import { readingOf } from "#services/core/tickets/reading-of";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import type { StoredTickets, TicketStore } from "#services/ports/ticket-store";

export interface TicketTrailContext {
  readonly repository: Pick<EstateRepository, "governed">;
  readonly ledger: Pick<Ledger, "records">;
  readonly ticketStore: TicketStore;
}

/**
 * Reads how some tickets stood over time: from everything that is remembered of them, without asking any system.
 *
 * @throws LockstepError `store-unsound`
 */
export async function readTicketTrails(
  numbers: readonly string[],
  { repository, ledger, ticketStore }: TicketTrailContext,
): Promise<readonly TicketTrail[]> {
  const wanted = [...new Set(numbers.map(normaliseNumber))].sort();
  if (wanted.length === 0) return [];
  const { estate, ticketMappings } = parseGoverned((await repository.governed()).files);
  const stored = await ticketStore.open();
  const readings = [await folderSights(stored, ledger)];
  for (const system of estate?.ticketSystems ?? [])
    readings.push(await systemSights(system, wanted, stored, ticketMappings));
  return readings
    .flatMap((sights) => ticketTimelines(sights, { exportedAt: latestOf(sights) }, 0))
    .filter(({ number }) => wanted.includes(number))
    .map(trailOfTicket);
}

async function systemSights(
  { id: instance, system }: TicketSystem,
  numbers: readonly string[],
  stored: StoredTickets,
  mappings: Governed["ticketMappings"],
): Promise<readonly ChangeTicket[]> {
  const facts = await stored.facts({ system, instance }, numbers);
  const [completeTo = null] = facts
    .map(({ observedAt }) => observedAt)
    .sort()
    .reverse();
  const state = { system, instance, state: "read", message: null, completeTo, gone: [], asked: "" } as const;
  return sightsIn(readingOf({ ...state, gone: namesOf(facts) }, facts, mappings.get(instance)));
}

/** As last seen, and no later: nothing is asked here. */
function namesOf(facts: readonly TicketFact[]): string[] {
  return facts.map(({ number }) => number);
}

async function folderSights(stored: StoredTickets, ledger: Pick<Ledger, "records">): Promise<readonly ChangeTicket[]> {
  const reading = await lastFolderReading(ledger);
  return [...sightsOfFolder(await stored.facts(DROP_FOLDER), reading), ...(reading ? sightsIn(reading) : [])];
}

async function lastFolderReading(ledger: Pick<Ledger, "records">): Promise<TicketReading | undefined> {
  for await (const { body } of ledger.records({ type: "ticket-snapshot", limit: 1 })) {
    // The chain guards what was written; facts of ticket systems bear no reading.
    if ("reading" in body) return body["reading"] as TicketReading;
  }
  return undefined;
}

function sightsIn(reading: TicketReading): readonly ChangeTicket[] {
  return reading.state === "read" ? [...reading.tickets, ...(reading.earlier ?? [])] : [];
}

function latestOf(sights: readonly ChangeTicket[]): string {
  return (
    sights
      .map(({ observedAt }) => observedAt)
      .sort()
      .at(-1) ?? ""
  );
}
