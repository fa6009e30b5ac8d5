import { type Static, Type } from "typebox";
import { ChangeProposal } from "./change-proposal.js";
import { ReviewState } from "./review-report.js";

/** One point of the agenda: what is to be decided, and how its review stands. */
export const CabItem = Type.Object({
  proposal: ChangeProposal,
  state: ReviewState,
  /** Why it stands so, as a sentence. */
  because: Type.String(),
  /** On the forge; `null` where there is none. */
  number: Type.Union([Type.Integer(), Type.Null()]),
  url: Type.Union([Type.String(), Type.Null()]),
});
export type CabItem = Static<typeof CabItem>;

/** The agenda of one meeting: the answer of `lockstep cab-pack --json`. */
export const CabPack = Type.Object(
  {
    schema: Type.Literal("lockstep/cab-pack@1"),
    estate: Type.String(),
    /** Name of the organisation, as estate.yaml says; `null` where it says nothing. */
    organisation: Type.Union([Type.String(), Type.Null()]),
    /** Day of the meeting: `2026-11-25`. */
    meeting: Type.String(),
    /** When the agenda was drawn up. */
    at: Type.String(),
    /** What is most urgent first. */
    items: Type.Array(CabItem),
  },
  { $id: "lockstep/cab-pack@1" },
);
export type CabPack = Static<typeof CabPack>;
