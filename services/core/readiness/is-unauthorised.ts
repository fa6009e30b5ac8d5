import type { ChangeControl } from "#schemas/change-control";
import type { Finding } from "#schemas/finding";
import { effectOf } from "../authorisation/authorisation-verdicts.js";

/** Tells whether a finding is a change that nothing explains and no ticket authorises. */
export function isUnauthorised(finding: Finding, control: Pick<ChangeControl, "tolerated">): boolean {
  return finding.explainedBy === null && effectOf(finding.authorisation.verdict, control) === "blocks";
}
