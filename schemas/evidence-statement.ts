import { type Static, Type } from "typebox";

export const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
export const PREDICATE_TYPE = "https://lockstep.example/attestations/evidence-pack/v1";
export const PAYLOAD_TYPE = "application/vnd.in-toto+json";

/** What is signed: every other file of the pack by its digest, and what the pack is (in-toto Statement v1). */
export const EvidenceStatement = Type.Object(
  {
    _type: Type.Literal(STATEMENT_TYPE),
    /** Sorted by name; all files but the envelope itself. */
    subject: Type.Array(
      Type.Object({ name: Type.String(), digest: Type.Object({ sha256: Type.String({ pattern: "^[0-9a-f]{64}$" }) }) }),
      { minItems: 1 },
    ),
    predicateType: Type.Literal(PREDICATE_TYPE),
    predicate: Type.Object({
      period: Type.Object({ start: Type.String(), end: Type.String() }),
      frameworkEdition: Type.String(),
      generator: Type.String(),
      generatedAt: Type.String(),
      /** Digest of the parameters file, and the ledger's head: what it was made of. */
      inputsDigest: Type.String(),
      ledgerHead: Type.Object({ seq: Type.Integer(), hash: Type.String() }),
    }),
  },
  { $id: "lockstep/evidence-statement@1" },
);
export type EvidenceStatement = Static<typeof EvidenceStatement>;

/** A DSSE envelope. `sig` is the body of an SSH signature (`ssh-keygen -Y sign`), base64, over the pre-authentication encoding. */
export const EvidenceEnvelope = Type.Object(
  {
    payloadType: Type.Literal(PAYLOAD_TYPE),
    payload: Type.String(),
    signatures: Type.Array(Type.Object({ keyid: Type.String(), sig: Type.String() }), { minItems: 1 }),
  },
  { $id: "lockstep/evidence-envelope@1" },
);
export type EvidenceEnvelope = Static<typeof EvidenceEnvelope>;
