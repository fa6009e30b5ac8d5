import type { ApprovalFact, ChangeTicket } from "#schemas/change-ticket";
import { epochOf, showEpoch } from "./epoch-of.js";
import { isReadyToImplement } from "./lifecycle-when-changed.js";
import { listNames } from "./list-names.js";
import { type ApprovalEvent, isWithdrawal, replayApprovals } from "./replay-approvals.js";
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
  return replayApprovals(events).map(({ from, to }) => ({ from, to: Math.min(to, lastKnown) }));
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
  const last = replayApprovals(events).at(-1);
  const approvedAtLast = last?.to === Number.POSITIVE_INFINITY;
  return approvedAtLast === (approval === "approved");
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

/** Periods between sights that found the ticket approved and of one and the same version. */
function enclosedPeriods({ sights }: TicketTimeline): SeenPeriod[] {
  const periods: SeenPeriod[] = [];
  let version: string | null = null;
  let from = 0;
  for (const sight of sights) {
    const at = epochOf(sight.observedAt);
    const seen = showsApproval(sight) && at !== null ? (sight.sourceVersion ?? null) : null;
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
    if (!showsApproval(current) || seenAt === null) return [];
    const then = { ...timeline, current, sights: timeline.sights.slice(0, index + 1), missingSince: null };
    return datedPeriods(then)
      .filter(({ from }) => from < seenAt)
      .map(({ from, to }) => ({ from, to: Math.min(to, seenAt), approvals: current.approvals }));
  });
}

/** A ticket on its way from one approval to the next is approved by all who were asked so far, which is not yet by all. */
function showsApproval(sight: ChangeTicket): boolean {
  return sight.approval === "approved" && isReadyToImplement(sight);
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
