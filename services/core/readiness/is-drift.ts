import type { ReadinessReason } from "#schemas/readiness";

/**
 * Tells whether a reason is drift, surely found: the nodes or the baseline do not hold, or do not run, the same. What could
 * not be told is none, nor is what a node says of itself, such as a licence that has ended.
 */
export function isDrift({ code, verdict }: Pick<ReadinessReason, "code" | "verdict">): boolean {
  return verdict === "not-ready" && CODES.has(code);
}

const CODES: ReadonlySet<string> = new Set(["parity", "must-match", "unauthorised", "operability"]);
