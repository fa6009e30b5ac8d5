import type { ChangeProposal } from "#schemas/change-proposal";
import type { ReviewedProposal, ReviewState } from "#schemas/review-report";
import type { KnownReview } from "./read-reviews.js";
import type { ReviewContext } from "./review-context.js";

/** A proposal as the report tells of it. */
export function reviewedAs(
  proposal: ChangeProposal,
  state: ReviewState,
  because: string,
  {
    number,
    carrying: { reviews, context },
  }: {
    readonly number: number | null;
    readonly carrying: { readonly reviews: readonly KnownReview[]; readonly context: Pick<ReviewContext, "texts"> };
  },
): ReviewedProposal {
  const { engineId, key, kind, cause, digest, changes, severity, verdict, ticket, unauthorised } = proposal;
  const url = reviews.find(({ review }) => review.number === number)?.review.url ?? null;
  return {
    ...{ engineId, key, kind, cause, digest, severity, verdict, ticket, unauthorised },
    title: context.texts.title(proposal),
    changes: changes.length,
    state,
    because,
    number,
    url,
  };
}
