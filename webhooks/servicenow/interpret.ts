import type { JobRequest } from "#schemas/job-request";
import { askForTickets, namedNumbers } from "../ask-for-tickets.js";
import type { Interpretation } from "../sender.js";

/** A prefix and digits, such as CHG0030009 or CTASK0010021. */
const NUMBER = /^[A-Z]{2,10}[0-9]{4,15}$/;

/** What a REST message asks for: the tickets that it names, to be read again. */
export function interpretServicenow(payload: unknown, interpretation: Interpretation): readonly JobRequest[] {
  return askForTickets(namedNumbers(payload), NUMBER, interpretation);
}
