import type { ReadinessReason } from "#schemas/readiness";
import { LockstepError } from "#services/core/errors";
import { gateReason } from "#services/core/gate/gate-reason";

/** Says as a reason of a gate why a verdict cannot be told: the code of what keeps it from that, and what to do. */
export function reasonOfError(error: unknown): ReadinessReason {
  if (!(error instanceof LockstepError)) return gateReason("bug", "Lockstep itself failed at it.");
  return { ...gateReason(error.code, error.message), action: error.remedy };
}
