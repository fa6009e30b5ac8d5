import { type Static, Type } from "typebox";

/** The answer of `lockstep ledger accept-restore --json`. */
export const LedgerAcceptRestoreReport = Type.Object(
  {
    schema: Type.Literal("lockstep/ledger-accept-restore@1"),
    /** What had been found set back, a sentence each. */
    accepted: Type.Array(Type.String()),
    record: Type.Object({ seq: Type.Integer({ minimum: 0 }), hash: Type.String() }),
  },
  { $id: "lockstep/ledger-accept-restore@1" },
);
export type LedgerAcceptRestoreReport = Static<typeof LedgerAcceptRestoreReport>;
