import { type Static, Type } from "typebox";
import { GovernanceFinding } from "./review-report.js";

/** The answer of `lockstep protect --json`. */
export const ProtectReport = Type.Object(
  {
    schema: Type.Literal("lockstep/protect@1"),
    estate: Type.String(),
    /** True: nothing was to be done. */
    trial: Type.Boolean(),
    /** What was done, a sentence each. */
    done: Type.Array(Type.String()),
    /** What is wrong with how the repository is guarded, after it. */
    findings: Type.Array(GovernanceFinding),
  },
  { $id: "lockstep/protect@1" },
);
export type ProtectReport = Static<typeof ProtectReport>;
