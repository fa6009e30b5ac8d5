import type { ChangeTicket } from "#schemas/change-ticket";
import type { ExportedTicket } from "#schemas/ticket-export";
import { cleanText, shorten } from "./clean-text.js";
import { type InstantReading, readInstant } from "./read-instant.js";

type Planned = ChangeTicket["planned"];

export interface WindowReading {
  readonly window: Planned;
  readonly raw: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

/**
 * Reads the planned window. Where clocks go back, both readings of a local time are kept (`dst-overlap`); where they go
 * forward over it there is none (`dst-gap`).
 */
export function readWindow({ plannedStart, plannedEnd }: ExportedTicket, zone: string): WindowReading {
  const start = readInstant(plannedStart, zone);
  const end = readInstant(plannedEnd, zone);
  const window = { start: earlierOf(start), end: earlierOf(end), sourceZone: zone };
  const written = { plannedStart: plannedStart ?? "", plannedEnd: plannedEnd ?? "" };
  const raw = Object.fromEntries(Object.entries(written).map(([field, text]) => [field, shorten(cleanText(text))]));
  const problems = [
    ...(start.state === "unreadable" ? ["plannedStart is not a date and time"] : []),
    ...(end.state === "unreadable" ? ["plannedEnd is not a date and time"] : []),
  ];
  if (start.state === "gap" || end.state === "gap") {
    return { window: { ...window, ambiguous: "dst-gap" }, raw, problems };
  }
  if (start.state !== "overlap" && end.state !== "overlap") return { window, raw, problems };
  const alternative = { start: laterOf(start), end: laterOf(end) };
  return { window: { ...window, ambiguous: "dst-overlap", alternative }, raw, problems };
}

function earlierOf(reading: InstantReading): string | null {
  if (reading.state === "overlap") return reading.earlier;
  return reading.state === "exact" ? reading.at : null;
}

function laterOf(reading: InstantReading): string | null {
  return reading.state === "overlap" ? reading.later : earlierOf(reading);
}
