import type { Policy } from "#schemas/policy";
import { epochOf } from "./epoch-of.js";
import { findReferences } from "./find-references.js";
import { NO_TICKET_SYSTEM } from "./no-ticket-system.js";
import { indexTickets } from "./ticket-index.js";
import type { TicketReading } from "./ticket-reading.js";
import { normaliseNumber, type TicketTimeline } from "./ticket-timeline.js";

/** What is known of a ticket that a person names for a decision. */
export type TicketLookup =
  /** `doubts`: what a person should know of it, each the end of a sentence. */
  | { readonly state: "found"; readonly number: string; readonly doubts: readonly string[] }
  /** The systems that were read hold no such ticket. */
  | { readonly state: "unknown" }
  /** No system could be asked, and no change number has that form. */
  | { readonly state: "malformed" }
  /** It has the form of a change number, and no system could be asked. */
  | { readonly state: "unasked"; readonly number: string; readonly why: string };

/**
 * Looks up a ticket by its number. A system that could not be read, or whose answer is too old, is not one that holds no such
 * ticket: then the number's form decides.
 */
export function lookUpTicket(
  named: string,
  readings: readonly TicketReading[],
  { settings, changeControl }: Pick<Policy, "settings" | "changeControl">,
  at: string,
): TicketLookup {
  const number = normaliseNumber(named);
  const rules = { ...changeControl, ...settings, interfaceKinds: [] };
  const now = epochOf(at) ?? Number.POSITIVE_INFINITY;
  const index = indexTickets(readings, [], rules, now);
  const [ticket] = index.byNumber.get(number) ?? [];
  if (ticket !== undefined) return { state: "found", number, doubts: doubtsOf(ticket) };
  if (index.configured && index.unavailable.length === 0) return { state: "unknown" };
  const why = index.unavailable[0] ?? NO_TICKET_SYSTEM;
  const [reference] = findReferences([{ before: null, after: number }], changeControl.referencePatterns);
  return reference === number ? { state: "unasked", number, why } : { state: "malformed" };
}

function doubtsOf({ current, missingSince }: TicketTimeline): string[] {
  const { lifecycle, approval } = current;
  const isOver = lifecycle === "cancelled" || lifecycle === "rejected";
  return [
    ...(missingSince === null ? [] : ["is missing from the latest export"]),
    ...(isOver ? [`is ${lifecycle}`] : []),
    ...(approval === "approved" || isOver ? [] : ["is not approved"]),
  ];
}
