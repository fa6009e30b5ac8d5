import type { Finding } from "#schemas/finding";

const HARMLESS: ReadonlySet<Finding["authorisation"]["verdict"]> = new Set([
  "not-applicable",
  "pending-retrospective",
  "authorised-retrospective",
  "authorised-standard",
  "authorised",
]);

/** Tells whether a finding is a change that nothing explains and no ticket authorises. */
export function isUnauthorised(finding: Finding): boolean {
  return finding.explainedBy === null && !HARMLESS.has(finding.authorisation.verdict);
}
