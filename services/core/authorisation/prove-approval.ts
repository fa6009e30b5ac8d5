import type { ApprovalFact, ChangeTicket } from "#schemas/change-ticket";
import { mayBeSamePerson } from "../people/may-be-same-person.js";
import { epochOf, showEpoch } from "./epoch-of.js";
import { listNames } from "./list-names.js";
import { placeIn, type Span } from "./spans.js";
import type { TicketTimeline } from "./ticket-timeline.js";

/** Whether a ticket was approved over the whole of a change, and what shows it. */
export interface ApprovalProof {
  readonly state: "approved" | "not-approved" | "unproven";
  readonly facts: string;
  /** What shows it, where it is shown by sights and not by the ticket's own times. */
  readonly evidence?: ApprovalFact["timeEvidence"];
  /** The approvals by which it stands: those of the sight that shows it, or of the ticket now. */
  readonly approvals: readonly ApprovalFact[];
  /** Since when the approval holds that is still in force; `null` where none is, or its time is not known. */
  readonly approvedSince: number | null;
  /** True where it was withdrawn, but only after the change. */
  readonly withdrawnAfter: boolean;
}

/**
 * Asks whether a ticket was approved during the whole of a change, from dated approvals and from what was seen when.
 *
 * A later rejection or reopening ends an approval; of several approvers each must have approved; a time that shows only
 * the last of several approvals proves no earlier one, unless sights of the unedited ticket before and after enclose the
 * change, or an earlier sight itself said since when it had been approved.
 */
export function proveApproval(timeline: TicketTimeline, change: Span): ApprovalProof {
  const dated = datedPeriods(timeline);
  const enclosed = enclosedPeriods(timeline);
  const lastSeen = epochOf(timeline.current.observedAt) ?? Number.POSITIVE_INFINITY;
  const inForce = dated.find(({ to }) => to >= lastSeen);
  const about = {
    approvedSince: timeline.current.approval === "approved" ? (inForce?.from ?? null) : null,
    withdrawnAfter: timeline.current.approval !== "approved",
    approvals: timeline.current.approvals,
  };
  const datedProof = dated.find((period) => placeIn(change, period) === "inside");
  if (datedProof !== undefined) return { state: "approved", facts: showPeriod(datedProof), ...about };
  const enclosedProof = enclosed.find((period) => placeIn(change, period) === "inside");
  if (enclosedProof !== undefined) {
    const facts = `${showPeriod(enclosedProof)}, unedited between two sights of it`;
    return { ...about, state: "approved", facts, evidence: "snapshot-bracket", approvals: enclosedProof.approvals };
  }
  const seen = seenPeriods(timeline);
  const seenProof = seen.find((period) => placeIn(change, period) === "inside");
  if (seenProof !== undefined) {
    return {
      ...about,
      state: "approved",
      facts: `${showPeriod(seenProof)}, as seen then`,
      approvals: seenProof.approvals,
    };
  }
  const periods = [...dated, ...enclosed, ...seen];
  if (periods.some((period) => placeIn(change, period) === "partly") || mayHaveBeenApproved(timeline, change)) {
    return {
      state: "unproven",
      facts: `${describe(timeline, periods)}; not shown for the whole of the change`,
      ...about,
    };
  }
  return { state: "not-approved", facts: describe(timeline, periods), ...about };
}

/** A period that sights show, with the approvals that they held. */
interface SeenPeriod extends Span {
  readonly approvals: readonly ApprovalFact[];
}

interface ApprovalEvent {
  readonly at: number;
  readonly effect: "approve" | "withdraw" | "end";
  readonly by: string | null;
}

/** Periods of approval by dated facts: what the ticket says now, less every withdrawal ever seen. */
function datedPeriods({ current, sights, missingSince }: TicketTimeline): Span[] {
  const ownEvents = current.approvals.flatMap(eventOf);
  if (!explains(ownEvents, current)) return [];
  const withdrawals = sights.flatMap(({ approvals }) => approvals.flatMap(eventOf)).filter(isWithdrawal);
  const refuted = sights.filter((sight) => sight.approval !== "approved" && sight !== current).flatMap(endAtSight);
  const events = [
    ...ownEvents.filter((event) => !isWithdrawal(event)),
    ...withdrawals,
    ...refuted,
    ...closures(sights, current),
  ];
  const lastKnown = missingSince === null ? Number.POSITIVE_INFINITY : (epochOf(current.observedAt) ?? 0);
  return replay(events).map(({ from, to }) => ({ from, to: Math.min(to, lastKnown) }));
}

function eventOf({ at, decision, by }: ApprovalFact): ApprovalEvent[] {
  const epoch = epochOf(at);
  if (epoch === null || decision === "not-required") return [];
  if (decision === "approved") return [{ at: epoch, effect: "approve", by }];
  const ends = decision === "rejected" || decision === "cancelled" || decision === "unknown";
  return [{ at: epoch, effect: ends ? "end" : "withdraw", by }];
}

/** Dated approvals count only where they agree with what the ticket itself says its approval is. */
function explains(events: readonly ApprovalEvent[], { approval }: ChangeTicket): boolean {
  const last = replay(events).at(-1);
  const approvedAtLast = last?.to === Number.POSITIVE_INFINITY;
  return approvedAtLast === (approval === "approved");
}

function isWithdrawal({ effect }: ApprovalEvent): boolean {
  return effect !== "approve";
}

function endAtSight({ observedAt }: ChangeTicket): ApprovalEvent[] {
  const at = epochOf(observedAt);
  return at === null ? [] : [{ at, effect: "end", by: null }];
}

/** A closed ticket that is open again needs approval again. */
function closures(sights: readonly ChangeTicket[], { lifecycle }: ChangeTicket): ApprovalEvent[] {
  if (lifecycle === "closed" || lifecycle === "review") return [];
  return sights.flatMap(({ closedAt, observedAt, lifecycle: seen }) => {
    const at = epochOf(closedAt) ?? (seen === "closed" ? epochOf(observedAt) : null);
    return at === null ? [] : [{ at, effect: "end" as const, by: null }];
  });
}

/** Periods in which all who approved had approved; whatever takes the whole back begins a round with approvers of its own. */
function replay(events: readonly ApprovalEvent[]): Span[] {
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

/** Periods between sights that found the ticket approved and of one and the same version. */
function enclosedPeriods({ sights }: TicketTimeline): SeenPeriod[] {
  const periods: SeenPeriod[] = [];
  let version: string | null = null;
  let from = 0;
  for (const sight of sights) {
    const at = epochOf(sight.observedAt);
    const seen = sight.approval === "approved" && at !== null ? (sight.sourceVersion ?? null) : null;
    const isSame = seen !== null && seen === version;
    if (isSame && at !== null && from < at) periods.push({ from, to: at, approvals: sight.approvals });
    else from = at ?? 0;
    version = seen;
  }
  return periods;
}

/** What would have been said at each earlier sight: approved since a time, and still so when it was seen. */
function seenPeriods(timeline: TicketTimeline): SeenPeriod[] {
  return timeline.sights.slice(0, -1).flatMap((current, index) => {
    const seenAt = epochOf(current.observedAt);
    if (current.approval !== "approved" || seenAt === null) return [];
    const then = { ...timeline, current, sights: timeline.sights.slice(0, index + 1), missingSince: null };
    return datedPeriods(then)
      .filter(({ from }) => from < seenAt)
      .map(({ from, to }) => ({ from, to: Math.min(to, seenAt), approvals: current.approvals }));
  });
}

/** Approved at the last sight before the change ended, or approved without a time: then nobody can say that it was not. */
function mayHaveBeenApproved({ current, sights }: TicketTimeline, change: Span): boolean {
  const before = sights.filter(({ observedAt }) => (epochOf(observedAt) ?? Number.POSITIVE_INFINITY) <= change.to);
  if (before.at(-1)?.approval === "approved" && before.at(-1) !== current) return true;
  if (current.approval === "unknown") return true;
  const undated = current.approval === "approved" && current.approvals.every((fact) => eventOf(fact).length === 0);
  const refutedAfter = sights.some(
    ({ approval, observedAt }) => approval !== "approved" && (epochOf(observedAt) ?? 0) >= change.to,
  );
  return undated && !refutedAfter;
}

function showPeriod({ from, to }: Span): string {
  return to === Number.POSITIVE_INFINITY
    ? `approved since ${showEpoch(from)}`
    : `approved from ${showEpoch(from)} to ${showEpoch(to)}`;
}

function describe({ current }: TicketTimeline, periods: readonly Span[]): string {
  if (periods.length > 0) return listNames(periods.map(showPeriod));
  return current.approval === "approved" ? "approved at an unknown time" : `approval is ${current.approval}`;
}
