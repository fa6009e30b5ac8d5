import { type Static, Type } from "typebox";
import { EvidenceParameters } from "./evidence-parameters.js";

/** The answer of `lockstep evidence pack --json`. */
export const EvidencePackReport = Type.Object(
  {
    schema: Type.Literal("lockstep/evidence-pack-report@1"),
    /** Where it was written. */
    file: Type.String(),
    bytes: Type.Integer({ minimum: 0 }),
    /** SHA-256 of the whole pack, hex digits: what a mail or a register may name it by. */
    sha256: Type.String({ pattern: "^[0-9a-f]{64}$" }),
    parameters: EvidenceParameters,
    /** Rows of each list, by its id. */
    rows: Type.Record(Type.String(), Type.Integer({ minimum: 0 })),
    /** What cannot be told, a sentence each. */
    notes: Type.Array(Type.String()),
    /** Fingerprint of the key that signed it. */
    signedBy: Type.String(),
    /** Number of the record that says it was made; it is no part of the pack. */
    record: Type.Integer({ minimum: 0 }),
  },
  { $id: "lockstep/evidence-pack-report@1" },
);
export type EvidencePackReport = Static<typeof EvidencePackReport>;
