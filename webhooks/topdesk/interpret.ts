import type { JobRequest } from "#schemas/job-request";
import { askForTickets, namedNumbers } from "../ask-for-tickets.js";
import type { Interpretation } from "../sender.js";

/** A prefix and one to three groups of digits, such as `C 2611 042`, `W2611 001` or `RFC-2026-0007`. */
const NUMBER = /^[A-Z][A-Z0-9]{0,7}[ -]?[0-9]{2,8}(?:[ -][0-9]{1,8}){0,2}$/;

/** What an action sequence asks for: the changes that it names, to be read again. */
export function interpretTopdesk(payload: unknown, interpretation: Interpretation): readonly JobRequest[] {
  return askForTickets(namedNumbers(payload), NUMBER, interpretation);
}
