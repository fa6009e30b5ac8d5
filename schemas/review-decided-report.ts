import { type Static, Type } from "typebox";
import { ReviewReport } from "./review-report.js";

/** The answer of `lockstep review accept|decline --json`. */
export const ReviewDecidedReport = Type.Object(
  {
    schema: Type.Literal("lockstep/review-decided@1"),
    engineId: Type.String(),
    key: Type.String(),
    number: Type.Integer(),
    /** `approved`: others must approve too. */
    outcome: Type.Union([Type.Literal("accepted"), Type.Literal("approved"), Type.Literal("declined")]),
    /** What is still wanted, as a sentence; `null` where nothing is. */
    wants: Type.Union([Type.String(), Type.Null()]),
    /** How the proposals stand after it. */
    review: ReviewReport,
  },
  { $id: "lockstep/review-decided@1" },
);
export type ReviewDecidedReport = Static<typeof ReviewDecidedReport>;
