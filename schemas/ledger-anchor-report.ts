import { type Static, Type } from "typebox";

/** The answer of `lockstep ledger anchor --json`. */
export const LedgerAnchorReport = Type.Object(
  {
    schema: Type.Literal("lockstep/ledger-anchor@1"),
    /** The newest record of the last month that is over and has any; `null` while the first month lasts. */
    anchor: Type.Union([
      Type.Null(),
      Type.Object({ month: Type.String(), seq: Type.Integer({ minimum: 0 }), hash: Type.String() }),
    ]),
  },
  { $id: "lockstep/ledger-anchor@1" },
);
export type LedgerAnchorReport = Static<typeof LedgerAnchorReport>;
