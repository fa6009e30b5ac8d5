import type { ChangeInterval } from "./change-facts.js";
import { epochOf, showEpoch } from "./epoch-of.js";

/** A time in epoch milliseconds: as a change, after `from` and not after `to`; as a period, from `from` until before `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The span of a change; an end that cannot be read leaves it open. */
export function spanOfChange([notBefore, notAfter]: ChangeInterval): Span {
  return {
    from: epochOf(notBefore) ?? Number.NEGATIVE_INFINITY,
    to: epochOf(notAfter) ?? Number.POSITIVE_INFINITY,
  };
}

/** The shortest span that holds both. */
export function hullOf(a: Span, b: Span): Span {
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}

/** How a change lies to a half-open period: the whole of it, none of it, or it cannot be told. */
export function placeIn(change: Span, period: Span): "inside" | "outside" | "partly" {
  if (change.from >= period.from && change.to < period.to) return "inside";
  // A change lies after its first instant, so one that begins where the period ends is outside.
  if (change.to < period.from || change.from >= period.to) return "outside";
  return "partly";
}

/** A change's time in words. */
export function showChange(change: Span): string {
  if (change.from === change.to) return `changed at ${showEpoch(change.to)}`;
  if (change.from === Number.NEGATIVE_INFINITY) return `changed at an unknown time up to ${showEpoch(change.to)}`;
  return `changed between ${showEpoch(change.from)} and ${showEpoch(change.to)}`;
}
