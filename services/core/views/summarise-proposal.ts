import type { ProposalSummary } from "#schemas/api/proposal-summary";
import type { ChangeProposal } from "#schemas/change-proposal";

/** Cuts a proposal down to what a list says of it. */
export function summariseProposal(
  proposal: ChangeProposal,
  about: Pick<ProposalSummary, "number" | "title" | "openedAt">,
): ProposalSummary {
  const { engineId, key, kind, cause, digest, severity, tier, owners, ticket, verdict, unauthorised } = proposal;
  return {
    ...about,
    ...{ engineId, key, kind, cause, digest, severity, tier, owners, ticket, verdict, unauthorised },
    changes: proposal.changes.length,
  };
}
