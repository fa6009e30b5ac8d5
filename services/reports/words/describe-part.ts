import type { Readiness } from "#schemas/readiness";
import { describeReason } from "./describe-reason.js";

/** Why one tier or flow is not ready where no finding says so, in the words of its reasons: `an interface does not run as declared`. */
export function describePart(part: Readiness["byTier"][string], { reasons }: Pick<Readiness, "reasons">): string {
  const codes = part.reasons.filter(
    (code) => !reasons.some((reason) => reason.code === code && reason.findings.length > 0),
  );
  return codes.map(describeReason).join(", ");
}
