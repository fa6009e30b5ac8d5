import { type Static, Type } from "typebox";

export const Role = Type.Union([Type.Literal("primary"), Type.Literal("standby")], {
  description: "the part a node plays now: roles swap",
});
export type Role = Static<typeof Role>;

const ID_PATTERN = "^[a-z0-9][a-z0-9-]{0,62}$";
const Id = Type.String({
  pattern: ID_PATTERN,
  description: "its name in commands: lower-case letters, digits and hyphens",
});

/** How a node's certificate is trusted. Nothing given: the public authorities and the host name. */
export const Tls = Type.Object(
  {
    caFile: Type.Optional(Type.String({ description: "PEM file of the authority that signed the node's certificate" })),
    fingerprint: Type.Optional(
      Type.String({
        pattern: "^([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}$",
        description: "SHA-256 of the node's certificate, for a certificate without host names",
      }),
    ),
    serverName: Type.Optional(
      Type.String({ description: "host name to expect in the certificate, when it is not that of the address" }),
    ),
  },
  { additionalProperties: false },
);
export type Tls = Static<typeof Tls>;

/** How a node is reached when not directly: an HTTP proxy, or an SSH jump host. */
export const Via = Type.Object(
  {
    proxy: Type.Optional(
      Type.String({ pattern: "^https?://", description: "address of an HTTP proxy that opens tunnels" }),
    ),
    ssh: Type.Optional(
      Type.Object(
        {
          host: Type.String({ description: "the jump host" }),
          user: Type.Optional(Type.String({ description: "account on the jump host" })),
          port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535, description: "SSH port of the jump host" })),
          identityFile: Type.Optional(Type.String({ description: "private key that the jump host accepts" })),
          knownHostsFile: Type.Optional(Type.String({ description: "file that holds the jump host's own key" })),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type Via = Static<typeof Via>;

export const EngineNode = Type.Object(
  {
    id: Id,
    role: Role,
    url: Type.String({ pattern: "^https?://", description: "base address of the engine's administration API" }),
    username: Type.Optional(Type.String({ description: "the engine's account for Lockstep, with read rights only" })),
    passwordEnv: Type.Optional(
      Type.String({ pattern: "^[A-Z][A-Z0-9_]*$", description: "environment variable that holds the password" }),
    ),
    passwordFile: Type.Optional(Type.String({ description: "file that holds the password" })),
    serverId: Type.Optional(
      Type.String({ description: "the id the engine gives itself; recorded at the first read when left out" }),
    ),
    tls: Type.Optional(Tls),
    via: Type.Optional(Via),
  },
  { additionalProperties: false },
);
export type EngineNode = Static<typeof EngineNode>;

export const Engine = Type.Object(
  {
    id: Id,
    name: Type.Optional(Type.String({ description: "what people call the engine" })),
    product: Type.Union([Type.Literal("mirth-connect")], { description: "the make: tells how to read the engine" }),
    owner: Type.String({ minLength: 1, description: "who answers for the engine" }),
    standbyMode: Type.Optional(
      Type.Union([Type.Literal("hot"), Type.Literal("warm"), Type.Literal("cold")], {
        description: "how far the standby runs before a failover; a cold one is stopped",
      }),
    ),
    designatedStandby: Type.Optional(
      Type.String({
        pattern: ID_PATTERN,
        description: "the standby whose verdict is the engine's; left out: the first",
      }),
    ),
    nodes: Type.Array(EngineNode, { minItems: 1 }),
  },
  { additionalProperties: false },
);
export type Engine = Static<typeof Engine>;

/** Every engine an organisation answers for: `estate.yaml`. */
export const Estate = Type.Object(
  {
    estate: Id,
    organisation: Type.Optional(Type.String({ description: "name of the organisation, for reports" })),
    engines: Type.Array(Engine),
    tickets: Type.Optional(
      Type.Object(
        {
          folder: Type.String({ description: "drop folder of ticket exports (JSON or CSV), relative to estate.yaml" }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { $id: "lockstep/estate@1", additionalProperties: false },
);
export type Estate = Static<typeof Estate>;
