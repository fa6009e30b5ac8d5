import type { Readiness } from "#schemas/readiness";
import { cutText } from "./cut-text.js";

/** Why one tier or flow is not ready where no finding says so, by the codes of the reasons: `standby-not-deployed`. */
export function describePart(part: Readiness["byTier"][string], { reasons }: Pick<Readiness, "reasons">): string {
  const codes = part.reasons.filter(
    (code) => !reasons.some((reason) => reason.code === code && reason.findings.length > 0),
  );
  return codes.map((code) => cutText(code, 60)).join(", ");
}
