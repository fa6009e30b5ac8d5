import { epochOf } from "./epoch-of.js";
import type { TicketTimeline } from "./ticket-timeline.js";

/** By when a ticket existed: when it was raised, or else the earliest fact that is known of it. */
export function existedBy({ sights }: Pick<TicketTimeline, "sights">): number {
  const raised = sights.flatMap((sight) => epochOf(sight.raisedAt) ?? []);
  if (raised.length > 0) return earliest(raised);
  const facts = sights.flatMap(({ updatedAt, observedAt, closedAt, approvals }) => [
    updatedAt,
    observedAt,
    closedAt,
    ...approvals.map(({ at }) => at),
  ]);
  return earliest(facts.flatMap((fact) => epochOf(fact) ?? []));
}

function earliest(times: readonly number[]): number {
  return times.reduce((first, next) => Math.min(first, next), Number.POSITIVE_INFINITY);
}
