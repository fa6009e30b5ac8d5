import type { ChangeProposal } from "#schemas/change-proposal";

/**
 * Tells whether one ticket was approved with the digest of every change of a proposal, and everything else about it held too. An
 * approval that is still due, or that was given afterwards, is a person's to look at.
 */
export function isApprovedAsMade({ kind, cause, ticket, findings }: ChangeProposal): boolean {
  if (kind !== "adopt" || cause.by !== "ticket" || ticket === null || findings.length === 0) return false;
  return findings.every(({ explainedBy, authorisation }) => {
    const { verdict, content } = authorisation;
    const isBound = content !== undefined && (content.match === "exact" || content.match === "subset");
    return explainedBy === null && verdict === "authorised" && authorisation.ticket === ticket && isBound;
  });
}
