import type { EngineRun, TicketsJudged } from "#schemas/run";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { type TicketTimeline, ticketTimelines } from "#services/core/authorisation/ticket-timeline";
import type { Gathered, LastCheck } from "#services/core/evidence/gatherer";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";
import type { Governed } from "#services/core/policy/parse-governed";
import { compareText } from "#services/core/text/compare-text";
import type { TicketStore } from "#services/ports/ticket-store";
import { readJudgedTickets } from "../tickets/read-judged-tickets.js";

/**
 * Reads every ticket as it was told up to the last check of a period that had tickets to judge by: each with all the sights of it. None where no
 * check had any.
 */
export async function readTimelines(
  gathered: Gathered,
  { ticketMappings: mappings, policy = DEFAULT_POLICY }: Governed,
  { ticketStore: store }: { readonly ticketStore: TicketStore },
): Promise<readonly TicketTimeline[]> {
  const folder = folderOf(gathered);
  const judged = lastJudged([...gathered.last.values()]);
  const { readings, earlier } =
    judged === undefined
      ? { readings: folder === undefined ? [] : [folder], earlier: [] }
      : await readJudgedTickets(judged, { store, mappings, folder });
  const skewMs = policy.settings.maxClockSkewSeconds * 1000;
  return readings.flatMap((reading) => {
    if (reading.state !== "read") return [];
    const kept = reading === folder ? earlier : [];
    return ticketTimelines([...kept, ...(reading.earlier ?? []), ...reading.tickets], reading, skewMs);
  });
}

function lastJudged(checks: readonly LastCheck[]): TicketsJudged | undefined {
  const [newest] = checks
    .filter(({ engineRun }) => ticketsOf(engineRun) !== undefined)
    .toSorted(
      (a, b) => compareText(b.engineRun.at, a.engineRun.at) || compareText(a.engineRun.engineId, b.engineRun.engineId),
    );
  return newest === undefined ? undefined : ticketsOf(newest.engineRun);
}

function ticketsOf({ tickets = {} }: EngineRun): TicketsJudged | undefined {
  return Object.values(tickets)[0];
}

/** A record of type `ticket-snapshot` is written by the check that read the folder, and the chain guards it. */
function folderOf({ ticketSnapshot }: Gathered): TicketReading | undefined {
  return ticketSnapshot === undefined ? undefined : (ticketSnapshot.body["reading"] as TicketReading);
}
