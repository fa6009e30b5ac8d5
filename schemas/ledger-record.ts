import { type Static, Type } from "typebox";

/** One line of the ledger: append-only, chained by hash, committed with a signature. */
export const LedgerRecord = Type.Object(
  {
    schema: Type.Literal("lockstep/ledger-record@1"),
    seq: Type.Integer({ minimum: 0 }),
    at: Type.String(),
    type: Type.Union([
      Type.Literal("run"),
      Type.Literal("baseline-adopted"),
      Type.Literal("reader-changed"),
      Type.Literal("purge"),
      Type.Literal("ticket-snapshot"),
      Type.Literal("waiver-granted"),
      Type.Literal("override"),
      Type.Literal("exercise"),
      Type.Literal("action-raised"),
      Type.Literal("action-closed"),
      Type.Literal("estate-created"),
      Type.Literal("restore-accepted"),
      Type.Literal("review-decided"),
      Type.Literal("ticket-noted"),
      Type.Literal("governance-finding"),
      Type.Literal("alignment-planned"),
      Type.Literal("alignment-proved"),
      Type.Literal("token-created"),
      Type.Literal("token-revoked"),
      Type.Literal("notice-sent"),
      Type.Literal("collected"),
      Type.Literal("evidence-made"),
      Type.Literal("key-rotated"),
      Type.Literal("policy-changed"),
      Type.Literal("approver-signed-in"),
      Type.Literal("anchor"),
      Type.Literal("access-reviewed"),
      Type.Literal("person-forgotten"),
    ]),
    /** Who acted: a person, or `lockstep`. */
    actor: Type.String(),
    body: Type.Record(Type.String(), Type.Unknown()),
    /** `hash` of the record before, or `null` for the first. */
    previous: Type.Union([Type.String(), Type.Null()]),
    /** `sha256:` over the RFC 8785 form of everything above. */
    hash: Type.String(),
  },
  { $id: "lockstep/ledger-record@1" },
);
export type LedgerRecord = Static<typeof LedgerRecord>;
