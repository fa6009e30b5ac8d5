import type { Finding, Severity } from "#schemas/finding";
import { compareText } from "#services/core/text/compare-text";
import { groupBy } from "./group-by.js";

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

/** Findings in two lists, each most severe first: what is open, and what policy explains. Together they are all. */
export function partFindings(findings: readonly Finding[]): {
  readonly open: readonly Finding[];
  readonly explained: readonly Finding[];
} {
  const ordered = orderFindings(findings);
  return {
    open: ordered.filter((finding) => finding.explainedBy === null),
    explained: ordered.filter((finding) => finding.explainedBy !== null),
  };
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
