import { type Static, Type } from "typebox";
import { Coverage, NodeFacts } from "./snapshot.js";

const ID = Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,62}$" });
const Digest = Type.String({ pattern: "^sha256:[0-9a-f]{64}$" });
const Instant = Type.String({ pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" });
const Sentence = Type.String({ maxLength: 4000 });

/** One look of a collector at one node. Manifest and items are named by the digest of their text, which is handed in apart. */
export const CollectedLook = Type.Union([
  Type.Object(
    {
      nodeId: ID,
      state: Type.Literal("read"),
      /** When the read began, by the collector's clock. */
      takenAt: Instant,
      manifest: Digest,
      items: Digest,
      coverage: Coverage,
      facts: NodeFacts,
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      nodeId: ID,
      state: Type.Literal("failed"),
      at: Instant,
      problem: Type.Object(
        {
          code: Type.String({ pattern: "^[a-z][a-z0-9-]{0,60}$" }),
          message: Sentence,
          remedy: Type.Optional(Sentence),
        },
        { additionalProperties: false },
      ),
    },
    { additionalProperties: false },
  ),
]);
export type CollectedLook = Static<typeof CollectedLook>;

/** What a collector saw of one engine in one pass: canonical JSON (RFC 8785), signed with its SSH key under `lockstep-collection`. */
export const CollectionUpload = Type.Object(
  {
    schema: Type.Literal("lockstep/collection-upload@1"),
    estate: ID,
    collector: ID,
    engineId: ID,
    product: Type.String({ maxLength: 63 }),
    dialect: Type.String({ maxLength: 200 }),
    maskKeyId: Type.String({ pattern: "^[a-z0-9]{1,16}$" }),
    /** Higher than that of every earlier one of this engine. */
    sequence: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    /** When the pass over the engine ended, by the collector's clock. */
    at: Instant,
    /** The collector's clock minus the service's, in milliseconds, as the last plan told; left out where none was fetched in the pass. */
    clockSkewMs: Type.Optional(Type.Number()),
    looks: Type.Array(CollectedLook, { maxItems: 100 }),
    /** Looks that had to make room while they waited: what was seen in them is gone, and this says so. */
    dropped: Type.Optional(
      Type.Object(
        { looks: Type.Integer({ minimum: 1 }), since: Instant, until: Instant },
        { additionalProperties: false },
      ),
    ),
  },
  { $id: "lockstep/collection-upload@1", additionalProperties: false },
);
export type CollectionUpload = Static<typeof CollectionUpload>;

/** An upload as it travels and is kept: the very text that was signed, and the signature. */
export const SignedUpload = Type.Object(
  {
    document: Type.String({ maxLength: 32 * 1024 * 1024 }),
    signature: Type.String({ maxLength: 4000 }),
  },
  { additionalProperties: false },
);
export type SignedUpload = Static<typeof SignedUpload>;

/** What the service answers to an upload: kept now, kept before, or the parts that it lacks and that have to be handed in first. */
export const UploadAnswer = Type.Union(
  [
    Type.Object({ state: Type.Literal("kept") }, { additionalProperties: false }),
    Type.Object({ state: Type.Literal("known") }, { additionalProperties: false }),
    Type.Object({ state: Type.Literal("wanted"), parts: Type.Array(Digest) }, { additionalProperties: false }),
  ],
  { $id: "lockstep/upload-answer@1" },
);
export type UploadAnswer = Static<typeof UploadAnswer>;
