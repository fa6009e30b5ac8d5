import canonicalize from "canonicalize";
import type { TicketFact } from "#schemas/ticket-fact";
import { epochOf } from "../authorisation/epoch-of.js";

/**
 * Adds a fact to those known of its ticket, in the order of time. Of facts in a row that say the same the first and the last
 * are kept: between them the ticket was seen to stand so.
 */
export function addFact(known: readonly TicketFact[], fact: TicketFact): readonly TicketFact[] {
  const ordered = [...known, fact].sort((a, b) => seenAt(a) - seenAt(b));
  return ordered.filter((one, index) => {
    const [before, after] = [ordered[index - 1], ordered[index + 1]];
    if (before !== undefined && seenAt(before) === seenAt(one) && saysTheSame(before, one)) return false;
    return before === undefined || after === undefined || !saysTheSame(before, one) || !saysTheSame(one, after);
  });
}

/** Whether two facts say the same of a ticket, whenever it was. */
export function saysTheSame(a: TicketFact, b: TicketFact): boolean {
  return contentOf(a) === contentOf(b);
}

function contentOf({ observedAt: _, ...content }: TicketFact): string {
  return canonicalize(content) ?? "";
}

function seenAt({ observedAt }: TicketFact): number {
  return epochOf(observedAt) ?? 0;
}
