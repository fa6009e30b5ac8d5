import type { ChangeTicket } from "#schemas/change-ticket";
import type { InstantReading } from "./read-instant.js";

/**
 * Makes a planned window of two times. Where clocks go back both readings of a local time are kept (`dst-overlap`); where they
 * go forward over it there is none (`dst-gap`).
 */
export function planWindow(start: InstantReading, end: InstantReading, zone: string | null): ChangeTicket["planned"] {
  const window = { start: earlierOf(start), end: earlierOf(end), sourceZone: zone };
  if (start.state === "gap" || end.state === "gap") return { ...window, ambiguous: "dst-gap" };
  if (start.state !== "overlap" && end.state !== "overlap") return window;
  return { ...window, ambiguous: "dst-overlap", alternative: { start: laterOf(start), end: laterOf(end) } };
}

function earlierOf(reading: InstantReading): string | null {
  if (reading.state === "overlap") return reading.earlier;
  return reading.state === "exact" ? reading.at : null;
}

function laterOf(reading: InstantReading): string | null {
  return reading.state === "overlap" ? reading.later : earlierOf(reading);
}
