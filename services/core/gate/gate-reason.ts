import type { ReadinessReason, ReadinessVerdict } from "#schemas/readiness";

/** A reason that the gate itself gives. Default: it makes the answer unknown. */
export function gateReason(code: string, message: string, verdict: ReadinessVerdict = "unknown"): ReadinessReason {
  return { code, verdict, message, owner: "Lockstep's keeper", action: "", findings: [] };
}
