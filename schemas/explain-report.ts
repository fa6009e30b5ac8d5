import { type Static, Type } from "typebox";
import { EngineReport } from "./check-report.js";
import { Finding } from "./finding.js";
import { ReadyReport } from "./ready-report.js";

/** The answer of `lockstep explain --json`: the verdict as it stands, and the report of the run behind it. */
export const ExplainReport = Type.Object(
  {
    schema: Type.Literal("lockstep/explain@1"),
    ready: ReadyReport,
    /** The one finding that was asked for, where one was. */
    finding: Type.Optional(Finding),
    /** `null` where the engine was never checked. */
    report: Type.Union([EngineReport, Type.Null()]),
  },
  { $id: "lockstep/explain@1" },
);
export type ExplainReport = Static<typeof ExplainReport>;
