import { type Static, Type } from "typebox";
import { ChangeProposal } from "../change-proposal.js";
import { Forge } from "../forge.js";
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
    /** Who is asked, and where; left out where policy cannot be read. */
    asked: Type.Optional(
      Type.Object({
        forge: Forge.properties.system,
        /** Teams and accounts that may approve, as policy names them. */
        approvers: Type.Array(Type.String()),
        approvals: Type.Integer(),
      }),
    ),
  },
  { $id: "lockstep/proposal-view@1" },
);
export type ProposalView = Static<typeof ProposalView>;
