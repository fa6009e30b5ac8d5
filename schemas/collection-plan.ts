import { type Static, Type } from "typebox";
import { Engine } from "./estate.js";

/** One engine that a collector is to read, with the public facts that the reading needs. */
export const PlannedEngine = Type.Object(
  {
    /** As `estate.yaml` declares it: no password stands there. */
    engine: Engine,
    /** The reader that the service judges with; a collector with another one must be brought up to date. */
    dialect: Type.String({ maxLength: 200 }),
    /** The last sequence number that the service holds; 0: none. */
    held: Type.Integer({ minimum: 0 }),
    /** By node, the id that its server was last known by. */
    serverIds: Type.Record(Type.String(), Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
);
export type PlannedEngine = Static<typeof PlannedEngine>;

/** What one collector is to read, and how: the answer of the service, and what the collector goes by while it is offline. */
export const CollectionPlan = Type.Object(
  {
    schema: Type.Literal("lockstep/collection-plan@1"),
    estate: Type.String(),
    collector: Type.String(),
    /** The service's clock when it answered. */
    at: Type.String(),
    engines: Type.Array(PlannedEngine),
    /** Rule packs of the site that these engines are read by: path in the estate repository → text. */
    packs: Type.Record(Type.String(), Type.String()),
    maskKeyId: Type.String(),
    storeMessageTemplates: Type.Boolean(),
    limits: Type.Object(
      {
        /** Minutes that one pass over the engines may take. */
        passMinutes: Type.Integer({ minimum: 1, maximum: 1440 }),
        /** Looks of one engine that wait on the collector while the service cannot be reached. */
        spoolLooks: Type.Integer({ minimum: 1, maximum: 10_000 }),
        /** Bytes of one batch of parts before it is packed. */
        batchBytes: Type.Integer({ minimum: 1 }),
      },
      { additionalProperties: false },
    ),
  },
  { $id: "lockstep/collection-plan@1", additionalProperties: false },
);
export type CollectionPlan = Static<typeof CollectionPlan>;
