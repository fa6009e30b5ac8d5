import type { ReadinessReason } from "#schemas/readiness";
import type { ReadinessInput } from "../readiness/readiness-input.js";

/** Notes on overrides whose ticket is still to follow, also after they have ended: the duty does not end with them. */
export function overrideDuties({ overrides, engine }: ReadinessInput): ReadinessReason[] {
  return (overrides?.owed ?? []).map(({ record, by, grantedAt }) => ({
    code: "override-ticket-owed",
    verdict: "ready",
    message: `The override of ${grantedAt.slice(0, 16).replace("T", " ")} UTC by ${by} (ledger record ${record}) was given with its ticket to follow, and none has been named.`,
    owner: by,
    action: `Raise one, then run 'lockstep override ticket ${engine.id} <number> --record ${record} --by <person>'.`,
    findings: [],
  }));
}
