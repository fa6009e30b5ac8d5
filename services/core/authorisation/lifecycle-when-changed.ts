import type { ChangeTicket } from "#schemas/change-ticket";
import { epochOf } from "./epoch-of.js";
import type { Pair } from "./pair-test.js";

const READY_TO_IMPLEMENT: readonly ChangeTicket["lifecycle"][] = ["scheduled", "implement", "review", "closed"];

export function isReadyToImplement({ lifecycle }: Pick<ChangeTicket, "lifecycle">): boolean {
  return READY_TO_IMPLEMENT.includes(lifecycle);
}

/**
 * The lifecycle in which a ticket stands. One that went back to be planned anew counts as it stood over the whole of the change, where
 * sights show that: ready before it, and the system's own record of edits tells that it left only afterwards.
 */
export function lifecycleWhenChanged({ ticket, made }: Pick<Pair, "ticket" | "made">): ChangeTicket["lifecycle"] {
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
