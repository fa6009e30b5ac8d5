import type { ChangeProposal, ProposedChange } from "#schemas/change-proposal";
import type { Change } from "#schemas/drift";
import type { Finding } from "#schemas/finding";

/** One artefact of a proposal: what was done to it on production, and the judgement that shows it. */
export interface ProposalPart {
  readonly proposed: ProposedChange;
  readonly finding: Finding;
  /** The paths at which production left the approved baseline; what differs on the standby alone is nobody's decision. */
  readonly changes: readonly Change[];
}

/** The artefacts of a proposal, the most severe first. */
export function proposalParts({ changes, findings }: ChangeProposal): readonly ProposalPart[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return changes.flatMap((proposed, index) => {
    const finding = byId.get(proposed.finding) ?? findings[index];
    if (finding === undefined) return [];
    return [{ proposed, finding, changes: finding.changes.filter((change) => change.production !== change.baseline) }];
  });
}
