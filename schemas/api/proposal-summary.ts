import { type Static, Type } from "typebox";
import { ChangeProposal } from "../change-proposal.js";

/** A proposal that stands: what it asks, without the findings it comes from. */
export const ProposalSummary = Type.Object(
  {
    /** Number of its review; `null` where the reviews are kept on a Git host. */
    number: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    title: Type.String(),
    openedAt: Type.String(),
    ...Type.Pick(ChangeProposal, [
      "engineId",
      "key",
      "kind",
      "cause",
      "digest",
      "severity",
      "tier",
      "owners",
      "ticket",
      "verdict",
      "unauthorised",
    ]).properties,
    changes: Type.Integer({ minimum: 0 }),
  },
  { $id: "lockstep/proposal-summary@1" },
);
export type ProposalSummary = Static<typeof ProposalSummary>;
