import type { ChangeTicket } from "#schemas/change-ticket";
import type { ExportedTicket } from "#schemas/ticket-export";
import { cleanText, shorten } from "#services/core/tickets/clean-text";
import { planWindow } from "#services/core/tickets/plan-window";
import { readInstant } from "#services/core/tickets/read-instant";

export interface WindowReading {
  readonly window: ChangeTicket["planned"];
  readonly raw: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

/** Reads the planned window of an exported ticket; see `planWindow`. */
export function readWindow({ plannedStart, plannedEnd }: ExportedTicket, zone: string): WindowReading {
  const start = readInstant(plannedStart, zone);
  const end = readInstant(plannedEnd, zone);
  const written = { plannedStart: plannedStart ?? "", plannedEnd: plannedEnd ?? "" };
  return {
    window: planWindow(start, end, zone),
    raw: Object.fromEntries(Object.entries(written).map(([field, text]) => [field, shorten(cleanText(text))])),
    problems: [
      ...(start.state === "unreadable" ? ["plannedStart is not a date and time"] : []),
      ...(end.state === "unreadable" ? ["plannedEnd is not a date and time"] : []),
    ],
  };
}
