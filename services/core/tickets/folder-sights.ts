import type { ChangeTicket } from "#schemas/change-ticket";
import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketReading } from "../authorisation/ticket-reading.js";
import { normaliseNumber } from "../authorisation/ticket-timeline.js";

/** Under which a drop folder's sights are kept beside the facts of ticket systems. */
export const DROP_FOLDER = { system: "file", instance: "drop-folder" } as const;

/**
 * What a drop folder says of each ticket, as facts to keep: an export that is overwritten must not make forgotten what it
 * said before. When it was said and by which file is no part of the content, so that what did not change is no news.
 */
export function factsOfFolder(reading: TicketReading | undefined): readonly TicketFact[] {
  if (reading?.state !== "read") return [];
  return [...(reading.earlier ?? []), ...reading.tickets].map(({ observedAt, rawSha256: _, ...sight }) => ({
    schema: "lockstep/ticket-fact@1",
    ...DROP_FOLDER,
    number: sight.number,
    observedAt,
    parts: { sight },
    unread: [],
  }));
}

/** The sights that were kept of a drop folder, less those that the reading itself holds. */
export function sightsOfFolder(facts: readonly TicketFact[], reading: TicketReading | undefined): ChangeTicket[] {
  const told = reading?.state === "read" ? [...reading.tickets, ...(reading.earlier ?? [])] : [];
  const known = new Set(told.map(keyOf));
  return facts
    .filter((fact) => !known.has(keyOf(fact)))
    .map(({ observedAt, parts }) => {
      // Written by `factsOfFolder` alone, and signed since.
      const sight = parts["sight"] as Omit<ChangeTicket, "observedAt" | "rawSha256">;
      return { ...sight, observedAt, rawSha256: "" };
    });
}

function keyOf({ number, observedAt }: { readonly number: string; readonly observedAt: string }): string {
  return JSON.stringify([normaliseNumber(number), observedAt]);
}
