import type { ChangeTicket } from "#schemas/change-ticket";
import { epochOf } from "./epoch-of.js";
import type { Span } from "./spans.js";
import type { TicketTimeline } from "./ticket-timeline.js";

const READY_TO_IMPLEMENT: readonly ChangeTicket["lifecycle"][] = ["scheduled", "implement", "review", "closed"];

export function isReadyToImplement({ lifecycle }: Pick<ChangeTicket, "lifecycle">): boolean {
  return READY_TO_IMPLEMENT.includes(lifecycle);
}

/** What a pair knows of when its ticket stood how. */
interface TicketWhenChanged {
  readonly ticket: TicketTimeline;
  readonly made: Span;
  readonly bearing: { readonly sights: readonly ChangeTicket[] };
}

/** Why a ticket does not count as ready to be implemented over the change: as it stands, or at a sight that bears on it. */
export function whyNotReady(
  pair: TicketWhenChanged,
): { readonly failure: "not-approved-at-time" | "approval-unproven"; readonly facts: string } | null {
  const lifecycle = lifecycleWhenChanged(pair);
  const { current } = pair.ticket;
  if (lifecycle === "unknown") return { failure: "approval-unproven", facts: `lifecycle is '${current.lifecycleRaw}'` };
  if (!isReadyToImplement({ lifecycle })) {
    return { failure: "not-approved-at-time", facts: `lifecycle is ${lifecycle}` };
  }
  const seen = pair.bearing.sights.filter((sight) => sight !== current);
  const unready = seen.find((sight) => !isReadyToImplement(sight));
  if (unready === undefined) return null;
  const wasReady = seen.some(isReadyToImplement);
  const isShown = !wasReady && (epochOf(seen.at(-1)?.observedAt) ?? Number.NEGATIVE_INFINITY) >= pair.made.to;
  return {
    failure: isShown ? "not-approved-at-time" : "approval-unproven",
    facts: `seen in ${unready.lifecycle} at ${unready.observedAt}`,
  };
}

/**
 * The lifecycle in which a ticket stands. One that went back to be planned anew counts as it stood over the whole of the change, where
 * sights show that: ready before it, and the system's own record of edits tells that it left only afterwards.
 */
function lifecycleWhenChanged({ ticket, made }: TicketWhenChanged): ChangeTicket["lifecycle"] {
  const { current, sights } = ticket;
  if (isReadyToImplement(current) || current.lifecycle === "unknown") return current.lifecycle;
  const times = sights.map(({ observedAt }) => epochOf(observedAt) ?? Number.NEGATIVE_INFINITY);
  const before = times.findLastIndex((time) => time <= made.from);
  const after = times.findIndex((time) => time > made.to);
  const during = before === -1 || after === -1 ? [] : sights.slice(before, after);
  const next = sights[after];
  const last = during.at(-1);
  if (last === undefined || next === undefined || !during.every(isReadyToImplement)) return current.lifecycle;
  return next.rebuilt === true || isReadyToImplement(next) ? last.lifecycle : current.lifecycle;
}
