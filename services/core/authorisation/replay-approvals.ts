import { mayBeSamePerson } from "../people/may-be-same-person.js";
import type { Span } from "./spans.js";

/** Something that happened to an approval, dated in milliseconds since 1970. */
export interface ApprovalEvent {
  readonly at: number;
  readonly effect: "approve" | "withdraw" | "end";
  readonly by: string | null;
}

/** Periods in which all who approved had approved; whatever takes the whole back begins a round with approvers of its own. */
export function replayApprovals(events: readonly ApprovalEvent[]): Span[] {
  // At the same instant the withdrawal is taken as the later.
  const ordered = [...events].sort((a, b) => a.at - b.at || Number(isWithdrawal(a)) - Number(isWithdrawal(b)));
  const starts = [0, ...ordered.flatMap((event, index) => (endsRound(event) ? [index + 1] : []))];
  return starts.flatMap((start, index) => replayRound(ordered.slice(start, starts[index + 1])));
}

function endsRound({ by, effect }: ApprovalEvent): boolean {
  return by === null && effect !== "approve";
}

function replayRound(ordered: readonly ApprovalEvent[]): Span[] {
  const approvers = new Set(ordered.filter(({ effect }) => effect === "approve").map(({ by }) => by));
  const periods: Span[] = [];
  const approved = new Set<string | null>();
  let since: number | null = null;
  for (const { at, effect, by } of ordered) {
    if (effect === "approve") {
      approved.add(by);
      if (since === null && approved.size === approvers.size) since = at;
      continue;
    }
    // A further approver who is asked and never answers takes nothing away from those who approved.
    const theirs = by === null ? [] : [...approved].filter((one) => one !== null && mayBeSamePerson(one, by));
    if (effect === "withdraw" && by !== null && theirs.length === 0) continue;
    if (since !== null) periods.push({ from: since, to: at });
    since = null;
    for (const one of theirs) approved.delete(one);
  }
  if (since !== null) periods.push({ from: since, to: Number.POSITIVE_INFINITY });
  return periods.filter(({ from, to }) => from < to);
}

export function isWithdrawal({ effect }: ApprovalEvent): boolean {
  return effect !== "approve";
}
