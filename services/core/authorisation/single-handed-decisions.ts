import type { SingleHandedDecision } from "#schemas/authorisation";
import type { Finding } from "#schemas/finding";
import { compareText } from "../text/compare-text.js";
import { epochOf } from "./epoch-of.js";

/** Decisions first seen longer ago than this, in days, are counted no more, unless their change still stands. */
export const COUNTED_DAYS = 90;

/**
 * Counts what one person alone both approved and made, a ticket once, with how its review stands. A decision whose change no longer
 * stands, because it was adopted or taken back, stays counted; whether it was reviewed after that was not seen.
 *
 * Given its own answer as the known one, it gives the same again.
 *
 * @param known what the run before counted
 */
export function singleHandedDecisions(
  findings: readonly Finding[],
  known: readonly SingleHandedDecision[],
  at: string,
): SingleHandedDecision[] {
  const before = new Map(known.map((decision) => [decision.ticket, decision]));
  const counted = new Map(known.map((decision) => [decision.ticket, withoutChange(decision)]));
  const seen = new Set<string>();
  for (const { authorisation } of findings) {
    const duty = authorisation.duties?.find((one) => one.duty === "review-single-handed");
    if (duty === undefined || authorisation.ticket === null) continue;
    const { ticket } = authorisation;
    const now = { ticket, since: before.get(ticket)?.since ?? at, review: duty.state, due: duty.due };
    const other = seen.has(ticket) ? counted.get(ticket) : undefined;
    counted.set(ticket, other !== undefined && gravityOf(other) >= gravityOf(now) ? other : now);
    seen.add(ticket);
  }
  const start = (epochOf(at) ?? Number.POSITIVE_INFINITY) - COUNTED_DAYS * 86_400_000;
  return [...counted.values()]
    .filter(({ ticket, since }) => seen.has(ticket) || (epochOf(since) ?? Number.POSITIVE_INFINITY) >= start)
    .sort((a, b) => compareText(a.since, b.since) || compareText(a.ticket, b.ticket));
}

function withoutChange({ ticket, since, review, due }: SingleHandedDecision): SingleHandedDecision {
  return { ticket, since, review: review === "due" ? "not-seen" : review, due };
}

/** Of several changes under one ticket the one that is worst off speaks. */
function gravityOf({ review }: SingleHandedDecision): number {
  return ["done", "not-seen", "due", "missed"].indexOf(review);
}
