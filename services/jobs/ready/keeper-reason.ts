import type { ReadinessReason } from "#schemas/readiness";

/** A reason that concerns what Lockstep itself keeps, and so whoever keeps Lockstep. Default: it makes the verdict unknown. */
export function keeperReason(
  code: string,
  message: string,
  action: string,
  verdict: ReadinessReason["verdict"] = "unknown",
): ReadinessReason {
  return { code, verdict, message, owner: "Lockstep's keeper", action, findings: [] };
}
