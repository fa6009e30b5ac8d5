import type { ChangeTicket } from "#schemas/change-ticket";
import { epochOf } from "./epoch-of.js";
import { existedBy } from "./existed-by.js";
import type { ApprovalProof } from "./prove-approval.js";
import type { Span } from "./spans.js";
import type { TicketTimeline } from "./ticket-timeline.js";

/** What is known of a ticket as it was when something was done under it. */
export interface BearingSights {
  /** The oldest first; the last is always how the ticket is now. */
  readonly sights: readonly ChangeTicket[];
  /** True where none of them tells how the ticket was before: neither seen then, nor unedited since. */
  readonly unseenBefore: boolean;
}

/**
 * Picks the sights of a ticket that tell how it was over a span: from the last one before it to the first one after it. A later sight
 * that was not edited since stands in place of one before its last edit. What was seen before the approval that counts may have been
 * completed for it, and tells nothing. A ticket raised only afterwards is what it says now.
 *
 * @param approval left out: sights from before the approval count too
 */
export function sightsThatBear(timeline: TicketTimeline, span: Span, approval?: ApprovalProof): BearingSights {
  const { sights, current } = timeline;
  const times = sights.map(({ observedAt }) => epochOf(observedAt) ?? Number.NEGATIVE_INFINITY);
  if (Math.min(existedBy(timeline), times[0] ?? 0) > span.to) return { sights: [current], unseenBefore: false };
  const before = times.findLastIndex((time) => time <= span.from);
  const unedited = isUnedited(sights, times, before, span);
  const start = unedited || isTooOld(sights[before], span, approval) ? before + 1 : Math.max(before, 0);
  const after = times.findIndex((time) => time >= span.to);
  const bearing = sights
    .slice(start, after === -1 ? sights.length : Math.max(after, start) + 1)
    .filter((sight, index) => sight !== current && (index === 0 || !beganAfter(sights, times, start + index, span)));
  const distinct = bearing.filter((sight, index) => {
    const around = [bearing[index - 1], bearing[index + 1]];
    return around.some((other) => contentOf(other) !== contentOf(sight));
  });
  const isTold = unedited || (times[start] ?? span.from) <= span.from || toldByRecord(sights, times, start);
  return { sights: [...distinct, current], unseenBefore: !isTold };
}

/** What a sight says, whenever it was; of many in a row that say the same the first and the last are enough. */
function contentOf(sight: ChangeTicket | undefined): string {
  if (sight === undefined) return "";
  const { observedAt: _, updatedAt: __, rawSha256: ___, rebuilt: ____, ...content } = sight;
  const known = contents.get(sight) ?? JSON.stringify(content);
  contents.set(sight, known);
  return known;
}

const contents = new WeakMap<ChangeTicket, string>();

/** Does a later sight say that the ticket was last edited before the span, and not before the last sight of it then? */
function isUnedited(
  sights: readonly ChangeTicket[],
  times: readonly number[],
  before: number,
  { from }: Span,
): boolean {
  const seen = times[before] ?? Number.NEGATIVE_INFINITY;
  return sights.slice(before + 1).some(({ updatedAt }) => {
    const edited = epochOf(updatedAt);
    return edited !== null && edited >= seen && edited <= from;
  });
}

/** What a record of edits tells is not too old: it stood so until the next. */
function isTooOld(sight: ChangeTicket | undefined, { from }: Span, approval: ApprovalProof | undefined): boolean {
  if (sight === undefined || sight.rebuilt === true || approval?.state !== "approved") return false;
  const since = provenSince(approval, from);
  return since !== null && (epochOf(sight.observedAt) ?? Number.NEGATIVE_INFINITY) < since;
}

/** Since when the approval holds that counts for what began at an instant; `null` where it has no time, or there is none. */
export function provenSince({ state, approvals, approvedSince }: ApprovalProof, from: number): number | null {
  if (state !== "approved") return approvedSince;
  const times = approvals.flatMap(({ decision, at }) => (decision === "approved" ? (epochOf(at) ?? []) : []));
  const early = times.filter((time) => time <= from);
  return early.length === 0 ? null : Math.max(...early);
}

/** A state made from the record of edits stood so from its own time on, and so not before; that before the oldest edit did. */
function beganAfter(sights: readonly ChangeTicket[], times: readonly number[], index: number, { to }: Span): boolean {
  return sights[index]?.rebuilt === true && (times[index] ?? 0) > to && !toldByRecord(sights, times, index);
}

/** How a ticket was before its oldest recorded edit is told as of the millisecond before that. */
function toldByRecord(sights: readonly ChangeTicket[], times: readonly number[], index: number): boolean {
  const isPair = sights[index]?.rebuilt === true && sights[index + 1]?.rebuilt === true;
  return isPair && (times[index + 1] ?? 0) - (times[index] ?? 0) === 1;
}
