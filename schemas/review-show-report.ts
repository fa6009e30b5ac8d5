import { type Static, Type } from "typebox";
import { ChangeProposal } from "./change-proposal.js";

/** The answer of `lockstep review show --json`. */
export const ReviewShowReport = Type.Object(
  {
    schema: Type.Literal("lockstep/review-show@1"),
    number: Type.Integer(),
    /** Where people look at it on a Git host; elsewhere what `git show` gives in the estate repository. */
    url: Type.String(),
    proposal: ChangeProposal,
  },
  { $id: "lockstep/review-show@1" },
);
export type ReviewShowReport = Static<typeof ReviewShowReport>;
