import { type Static, Type } from "typebox";
import { RunSummary } from "./run-summary.js";

/** The answer of `lockstep runs --json`. */
export const RunList = Type.Object(
  {
    schema: Type.Literal("lockstep/run-list@1"),
    /** Newest first. */
    items: Type.Array(RunSummary),
  },
  { $id: "lockstep/run-list@1" },
);
export type RunList = Static<typeof RunList>;
