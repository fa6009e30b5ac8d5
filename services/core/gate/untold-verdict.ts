import type { ReadinessReason } from "#schemas/readiness";
import type { ToldVerdict } from "./told-verdict.js";

/** What is said of an engine whose stored verdict cannot be told: `unknown`, for one reason, until it is tried again. */
export function untoldVerdict(
  engineId: string,
  reason: ReadinessReason,
  { toldAt, goodUntil }: Pick<ToldVerdict, "toldAt" | "goodUntil">,
): ToldVerdict {
  return {
    ...{ engineId, toldAt, goodUntil },
    verdict: "unknown",
    byOverride: false,
    asOf: null,
    expiresAt: null,
    reasons: [reason],
    byTier: {},
    byFlow: {},
    returning: { verdict: "unknown", reasons: [reason] },
    advice: { items: [], omitted: 0, byTier: {} },
    runtime: [],
    profiles: undefined,
  };
}
