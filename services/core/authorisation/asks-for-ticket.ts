import type { Finding } from "#schemas/finding";

/**
 * Tells whether a finding is a change that needs authority. A waiver tolerates the difference and does not say who changed it, so that
 * is still found out; what an expected difference declares is no change.
 */
export function asksForTicket({ explainedBy, case: driftCase }: Pick<Finding, "explainedBy" | "case">): boolean {
  return explainedBy?.by !== "expected-difference" && driftCase !== "in-lockstep";
}
