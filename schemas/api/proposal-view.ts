import { type Static, Type } from "typebox";
import { ChangeProposal } from "../change-proposal.js";
import { KeptReview } from "../kept-review.js";
import { ProposalSummary } from "./proposal-summary.js";

/** A proposal that stands, whole. */
export const ProposalView = Type.Object(
  {
    schema: Type.Literal("lockstep/proposal-view@1"),
    summary: ProposalSummary,
    proposal: ChangeProposal,
    /** The review that asks for a decision on it; `null` where it is kept on a Git host. */
    review: Type.Union([KeptReview, Type.Null()]),
  },
  { $id: "lockstep/proposal-view@1" },
);
export type ProposalView = Static<typeof ProposalView>;
