import { type Static, Type } from "typebox";

const SCHEMA = Type.Literal("lockstep/ledger-verify@1");

/** The answer of `lockstep ledger verify --json`. */
export const LedgerVerifyReport = Type.Union(
  [
    Type.Object({
      schema: SCHEMA,
      sound: Type.Literal(true),
      records: Type.Integer({ minimum: 0 }),
      /** Hash of the newest record. */
      head: Type.Union([Type.String(), Type.Null()]),
      /** `not-checked` where this machine remembers no record, so that a ledger set back would look the same. */
      rollback: Type.Union([Type.Literal("none"), Type.Literal("not-checked")]),
    }),
    Type.Object({ schema: SCHEMA, sound: Type.Literal(false), problem: Type.String() }),
  ],
  { $id: "lockstep/ledger-verify@1" },
);
export type LedgerVerifyReport = Static<typeof LedgerVerifyReport>;
