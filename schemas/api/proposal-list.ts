import { type Static, Type } from "typebox";
import { ProposalSummary } from "./proposal-summary.js";

/** The answer of `lockstep review list --server … --json`. */
export const ProposalList = Type.Object(
  {
    schema: Type.Literal("lockstep/proposal-list@1"),
    /** The most urgent first. */
    items: Type.Array(ProposalSummary),
  },
  { $id: "lockstep/proposal-list@1" },
);
export type ProposalList = Static<typeof ProposalList>;
