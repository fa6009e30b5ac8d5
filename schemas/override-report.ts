import { type Static, Type } from "typebox";
import { Override, OverrideScope } from "./override.js";
import { ReadyReport } from "./ready-report.js";

/** The answer of `lockstep override … --json`: what was done, the records of it, and the verdict from now on. */
export const OverrideReport = Type.Object(
  {
    schema: Type.Literal("lockstep/override-report@1"),
    engineId: Type.String(),
    act: Type.Union([Type.Literal("granted"), Type.Literal("ended"), Type.Literal("ticket-named")]),
    /** Those that were given, ended, or got their ticket. */
    overrides: Type.Array(Override),
    /** What one that was given covers; empty for the other acts. */
    setAside: Type.Array(OverrideScope),
    records: Type.Array(Type.Object({ seq: Type.Integer({ minimum: 0 }), hash: Type.String() })),
    /** What the person should know of the ticket, in sentences. */
    warnings: Type.Array(Type.String()),
    ready: ReadyReport,
  },
  { $id: "lockstep/override-report@1" },
);
export type OverrideReport = Static<typeof OverrideReport>;
