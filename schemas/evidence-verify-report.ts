import { type Static, Type } from "typebox";

/** What is held against what, in the order in which it is done. */
export const EvidenceCheckId = Type.Union([
  /** The archive is one that Lockstep writes: its names, their order, nothing beside them. */
  Type.Literal("archive"),
  /** Each file is the one that was signed. */
  Type.Literal("digests"),
  /** The signature fits, and whose it is. */
  Type.Literal("signature"),
  /** Records, their chain, the commits that sealed them and those commits' signatures. */
  Type.Literal("ledger"),
  /** The store packed is whole, and holds what the records name. */
  Type.Literal("store"),
  /** Every table and page, made again from records and store, is the one packed. */
  Type.Literal("documents"),
  /** Every verdict of the period, derived again, is the one recorded. */
  Type.Literal("verdicts"),
]);
export type EvidenceCheckId = Static<typeof EvidenceCheckId>;

export const EvidenceFault = Type.Object({
  check: EvidenceCheckId,
  outcome: Type.Union([Type.Literal("broken"), Type.Literal("unknown")]),
  /** The file, record or row that it is about. */
  about: Type.String(),
  /** What does not fit, as a sentence. */
  message: Type.String(),
});
export type EvidenceFault = Static<typeof EvidenceFault>;

/** The answer of `lockstep evidence verify --json`. Exit 0: holds, 1: broken, 2: cannot tell. */
export const EvidenceVerifyReport = Type.Object(
  {
    schema: Type.Literal("lockstep/evidence-verify@1"),
    outcome: Type.Union([Type.Literal("holds"), Type.Literal("broken"), Type.Literal("unknown")]),
    checks: Type.Array(
      Type.Object({
        id: EvidenceCheckId,
        outcome: Type.Union([
          Type.Literal("holds"),
          Type.Literal("broken"),
          Type.Literal("unknown"),
          Type.Literal("not-reached"),
        ]),
        /** What was done, as a sentence with figures. */
        told: Type.String(),
      }),
    ),
    faults: Type.Array(EvidenceFault),
    /** Fingerprint of the key that signed the pack; `null` where none can be told. */
    signedBy: Type.Union([Type.String(), Type.Null()]),
    period: Type.Union([Type.Object({ from: Type.String(), to: Type.String() }), Type.Null()]),
    head: Type.Union([Type.Object({ seq: Type.Integer(), hash: Type.String() }), Type.Null()]),
  },
  { $id: "lockstep/evidence-verify@1" },
);
export type EvidenceVerifyReport = Static<typeof EvidenceVerifyReport>;
