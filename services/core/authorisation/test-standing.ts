import { epochOf, showEpoch } from "./epoch-of.js";
import { isMirror } from "./match-scope.js";
import { crossed, type Pair, type PairTest, ticked } from "./pair-test.js";

/** Is the ticket neither cancelled nor rejected? A withdrawal that is dated after the change does not reach back. */
export function testNotCancelled({ ticket, approval, bearing, made }: Pair): PairTest {
  const test = "not cancelled or rejected";
  const { lifecycle, lifecycleRaw, approval: decision } = ticket.current;
  if (lifecycle === "cancelled" || lifecycle === "rejected") {
    return crossed(test, "ticket-cancelled-or-rejected", `lifecycle is ${lifecycle} ('${lifecycleRaw}')`);
  }
  if (decision !== "rejected" && decision !== "cancelled") return ticked(test, `lifecycle is ${lifecycle}`);
  const isNow = ticket.current === bearing.sights.at(-1);
  if (approval.state === "approved" && (approval.withdrawnAfter || !isNow)) {
    return ticked(test, `approval was withdrawn only after the change: ${approval.facts}`);
  }
  if (!isNow && ticket.current.kind === "normal") {
    return ticked(test, `approval was ${decision} then, and given again: see when it was approved`);
  }
  if (!isNow && (epochOf(ticket.current.observedAt) ?? Number.NEGATIVE_INFINITY) > made.to) {
    return ticked(test, `approval was ${decision} after the change, and asked for again`);
  }
  return crossed(test, "ticket-cancelled-or-rejected", `approval is ${decision}`);
}

/** Was the ticket free to be worked on, at each sight that bears on the change? */
export function testNotOnHold({ ticket, made }: Pair): PairTest {
  const test = "not on hold";
  const times = ticket.sights.map(({ observedAt }) => epochOf(observedAt) ?? Number.NEGATIVE_INFINITY);
  const before = times.findLastIndex((time) => time <= made.from);
  const after = times.findIndex((time) => time >= made.to);
  const bearing = ticket.sights.slice(Math.max(before, 0), after === -1 ? undefined : after + 1);
  const held = bearing.find(({ onHold }) => onHold);
  if (held !== undefined) return crossed(test, "on-hold", `seen on hold at ${held.observedAt}`);
  return ticked(test, "not seen on hold");
}

/**
 * Was the ticket still open when the change was made? Reopening counts as open, and asks for a new approval. The same
 * change may be carried to standby after closing, as long as the window allows.
 */
export function testOpen({ finding, change, ticket, made, rules }: Pair): PairTest {
  const test = "open when changed";
  if (isMirror(finding, change, ticket.current, rules)) return ticked(test, "covers the same change on standby later");
  const { lifecycle, closedAt } = ticket.current;
  const over = lifecycle === "closed" || lifecycle === "review";
  const closed = epochOf(closedAt);
  if (!over) return ticked(test, `lifecycle is ${lifecycle}`);
  const seenOver = ticket.sights
    .filter((sight) => sight.lifecycle === "closed" || sight.lifecycle === "review")
    .map(({ observedAt }) => epochOf(observedAt) ?? Number.NEGATIVE_INFINITY)[0];
  if (seenOver !== undefined && seenOver < made.to) {
    return crossed(test, "ticket-closed", `seen in ${lifecycle} at ${showEpoch(seenOver)}, before the change was over`);
  }
  if (closed === null && lifecycle === "closed") return crossed(test, "ticket-closed", "closed at an unknown time");
  if (closed !== null && closed < made.to) {
    return crossed(test, "ticket-closed", `closed at ${showEpoch(closed)}, before the change was over`);
  }
  return ticked(test, closed === null ? `lifecycle is ${lifecycle}` : `closed only at ${showEpoch(closed)}`);
}

/** Are state, kind and approval of the ticket words that Lockstep understands, and all of it readable? */
export function testUnderstood({ ticket }: Pair): PairTest {
  const test = "understood";
  const { lifecycle, lifecycleRaw, kind, approval, approvals, problems, raw } = ticket.current;
  const unknown = [
    ...(lifecycle === "unknown" ? [`lifecycle '${lifecycleRaw}'`] : []),
    ...(kind === "unknown" ? [`kind '${raw?.["kind"] ?? ""}'`] : []),
    ...(approval === "unknown" ? [`approval '${raw?.["approval"] ?? ""}'`] : []),
    ...(approvals.some(({ decision }) => decision === "unknown") ? ["the decision of an approver"] : []),
  ];
  if (unknown.length > 0) return crossed(test, "approval-unproven", `not understood: ${unknown.join(", ")}`);
  if (problems !== undefined && problems.length > 0) {
    return crossed(test, "approval-unproven", `not readable: ${problems.join("; ")}`);
  }
  return ticked(test, `${kind} change in ${lifecycle}`);
}
