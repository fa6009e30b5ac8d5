import type { Finding, Severity } from "#schemas/finding";
import { compareText } from "#services/core/text/compare-text";
import { groupBy } from "../text/group-by.js";

/** From the most to the least severe. */
export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low", "info"];

/** The findings most severe first; then those that block, the lower tier, flow, name and id. */
export function orderFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      Number(b.blocksReadiness) - Number(a.blocksReadiness) ||
      a.tier - b.tier ||
      compareText(a.flow, b.flow) ||
      compareText(a.artefact.name, b.artefact.name) ||
      compareText(a.id, b.id),
  );
}

/**
 * Findings in three lists, each most severe first: what is open, what policy explains, and what was noticed and is no difference.
 * Together they are all.
 */
export function partFindings(findings: readonly Finding[]): {
  readonly open: readonly Finding[];
  readonly explained: readonly Finding[];
  readonly noticed: readonly Finding[];
} {
  const ordered = orderFindings(findings);
  const unexplained = ordered.filter((finding) => finding.explainedBy === null);
  return {
    open: unexplained.filter((finding) => !isNoticed(finding)),
    explained: ordered.filter((finding) => finding.explainedBy !== null),
    noticed: unexplained.filter(isNoticed),
  };
}

/** Tells whether a finding is no difference but what reading brought to light: a secret that no engine shows, patient data. */
export function isNoticed(finding: Pick<Finding, "case" | "blocksReadiness" | "explainedBy">): boolean {
  return finding.case === "in-lockstep" && !finding.blocksReadiness && finding.explainedBy === null;
}

/** Findings of one flow and tier. */
export interface FlowGroup {
  readonly flow: string;
  readonly tier: number;
  readonly findings: readonly Finding[];
}

/** Groups by flow and tier: the lowest tier first, then in the order of the worst finding; the order inside stays. */
export function groupByFlow(findings: readonly Finding[]): readonly FlowGroup[] {
  return groupBy(findings, (finding) => `${finding.tier}\0${finding.flow}`)
    .map((group) => ({ flow: group[0].flow, tier: group[0].tier, findings: group }))
    .toSorted((a, b) => a.tier - b.tier);
}
