import { type Static, Type } from "typebox";

/** The answer of `lockstep baseline adopt --json`: what became the baseline, by whose word, and the record of it. */
export const AdoptReport = Type.Object(
  {
    schema: Type.Literal("lockstep/adopt@1"),
    engineId: Type.String(),
    /** The commit of `main` that holds the baseline. */
    commit: Type.String(),
    digest: Type.String(),
    approver: Type.String(),
    ticket: Type.Union([Type.String(), Type.Null()]),
    reviewed: Type.Boolean(),
    /** The ledger record that approves it. */
    record: Type.Object({ seq: Type.Integer({ minimum: 0 }), hash: Type.String() }),
    /** What the approver should know of the ticket, in sentences. */
    warnings: Type.Array(Type.String()),
  },
  { $id: "lockstep/adopt@1" },
);
export type AdoptReport = Static<typeof AdoptReport>;
