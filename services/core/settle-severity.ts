import type { ChangeControl } from "#schemas/change-control";
import type { Finding } from "#schemas/finding";
import { effectOf } from "./authorisation/authorisation-verdicts.js";

/**
 * Lowers to `low` what both nodes hold alike and a ticket authorises: no failover meets it and nobody has to find out who it
 * was, so that only the baseline waits. Severity is by tier alone before authority is known.
 */
export function settleSeverity(finding: Finding, control: Pick<ChangeControl, "tolerated">): Finding {
  const isAlike = finding.case === "both-changed" && !finding.blocksReadiness;
  const isAuthorised = effectOf(finding.authorisation.verdict, control) === "none";
  return isAlike && isAuthorised && finding.severity !== "info" ? { ...finding, severity: "low" } : finding;
}
