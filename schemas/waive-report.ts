import { type Static, Type } from "typebox";
import { Finding } from "./finding.js";
import { Waiver } from "./policy.js";

/** The answer of `lockstep waive --json`: the waiver, what it hides, and what says that it was given. */
export const WaiveReport = Type.Object(
  {
    schema: Type.Literal("lockstep/waive@1"),
    engineId: Type.String(),
    waiver: Waiver,
    /** What it hides, and nothing else: other content is another finding. */
    finding: Finding,
    /** The commit of `main` that holds it; `null` where it was only printed. */
    commit: Type.Union([Type.String(), Type.Null()]),
    record: Type.Union([Type.Object({ seq: Type.Integer({ minimum: 0 }), hash: Type.String() }), Type.Null()]),
    /** What the approver should know of the ticket, in sentences. */
    warnings: Type.Array(Type.String()),
  },
  { $id: "lockstep/waive@1" },
);
export type WaiveReport = Static<typeof WaiveReport>;
