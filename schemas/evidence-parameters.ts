import { type Static, Type } from "typebox";

/** What an evidence pack is made of, beside the store: the same parameters over the same store give the same bytes. */
export const EvidenceParameters = Type.Object(
  {
    schema: Type.Literal("lockstep/evidence-parameters@1"),
    estate: Type.String(),
    organisation: Type.Union([Type.String(), Type.Null()]),
    /** The Organisation Data Service code; `null` where the estate tells none. */
    odsCode: Type.Union([Type.String(), Type.Null()]),
    /** The period, as instants: the first included, the second excluded. */
    from: Type.String(),
    to: Type.String(),
    /** IANA zone in which its days are counted. */
    zone: Type.String(),
    /** Framework and edition, for example `nhs-dspt-caf@2025-26`. */
    framework: Type.String(),
    /** The engines in scope, sorted. */
    engines: Type.Array(Type.String(), { minItems: 1 }),
    /** Engines of the estate that were left out, sorted. */
    leftOut: Type.Array(Type.String()),
    /** When it was made: given, never asked of a clock on the way. */
    generatedAt: Type.String(),
    /** The program that made it. */
    generator: Type.String(),
    /** The newest record of the ledger that it rests on. */
    head: Type.Object({ seq: Type.Integer({ minimum: 0 }), hash: Type.String(), commit: Type.String() }),
    /** The commit of each branch packed, by branch, sorted. */
    branches: Type.Record(Type.String(), Type.String()),
  },
  { $id: "lockstep/evidence-parameters@1", additionalProperties: false },
);
export type EvidenceParameters = Static<typeof EvidenceParameters>;
