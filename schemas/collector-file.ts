import { type Static, Type } from "typebox";
import { Tls, Via } from "./reach.js";

/** What a collector knows of itself: `collector.yaml`, on the machine that reads the engines. */
export const CollectorFile = Type.Object(
  {
    server: Type.String({ pattern: "^https?://", description: "address of the service; --server takes its place" }),
    estate: Type.String({
      pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
      description: "the estate, as estate.yaml calls it",
    }),
    collector: Type.String({
      pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
      description: "this collector, as estate.yaml calls it",
    }),
    tokenEnv: Type.Optional(
      Type.String({ pattern: "^[A-Z][A-Z0-9_]*$", description: "environment variable that holds its token" }),
    ),
    tokenFile: Type.Optional(Type.String({ description: "file that holds its token" })),
    data: Type.Optional(
      Type.String({
        description: "folder of its keys, its own store and what waits to be sent; left out: data beside this file",
      }),
    ),
    maskKeyFile: Type.Optional(
      Type.String({ description: "the mask key, a copy of the estate's; left out: keys/mask in the data folder" }),
    ),
    signingKeyFile: Type.Optional(
      Type.String({ description: "its own signing key; left out: keys/signing in the data folder" }),
    ),
    tls: Type.Optional(Tls),
    via: Type.Optional(Via),
  },
  { $id: "lockstep/collector-file@1", additionalProperties: false },
);
export type CollectorFile = Static<typeof CollectorFile>;
