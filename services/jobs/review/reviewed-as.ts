import type { ChangeProposal } from "#schemas/change-proposal";
import type { ReviewedProposal, ReviewState } from "#schemas/review-report";
import type { ForgeReview } from "#services/ports/forge";
import type { ReviewTexts } from "./review-texts.js";

/** How a proposal stands, why, and in which review people look at it. */
export interface Standing {
  readonly state: ReviewState;
  readonly because: string;
  readonly review?: Pick<ForgeReview, "number" | "url"> | undefined;
}

/** A proposal as the report tells of it. */
export function reviewedAs(
  proposal: ChangeProposal,
  { state, because, review }: Standing,
  texts: Pick<ReviewTexts, "title">,
): ReviewedProposal {
  const { engineId, key, kind, cause, digest, changes, severity, verdict, ticket, unauthorised } = proposal;
  return {
    ...{ engineId, key, kind, cause, digest, severity, verdict, ticket, unauthorised },
    title: texts.title(proposal),
    changes: changes.length,
    state,
    because,
    number: review?.number ?? null,
    url: review?.url ?? null,
  };
}
