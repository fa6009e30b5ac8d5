import { type Static, Type } from "typebox";

/** The answer of `lockstep ledger purge --json`. */
export const LedgerPurgeReport = Type.Object(
  {
    schema: Type.Literal("lockstep/ledger-purge@1"),
    /** The objects that were taken out. */
    blobs: Type.Array(Type.String()),
    /** Objects below the path that also stand elsewhere and were left; purge them by their id where they hold the leak. */
    shared: Type.Array(Type.String()),
    /** How many commits were made again without them. */
    commits: Type.Integer({ minimum: 0 }),
    /** `null` where an earlier purge had recorded the same. */
    record: Type.Union([Type.Object({ seq: Type.Integer({ minimum: 0 }), hash: Type.String() }), Type.Null()]),
    /** Files of evidence packs that the service made before and keeps: nothing is taken out of them. */
    keptPacks: Type.Array(Type.String()),
  },
  { $id: "lockstep/ledger-purge@1" },
);
export type LedgerPurgeReport = Static<typeof LedgerPurgeReport>;
