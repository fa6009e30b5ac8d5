import { type Static, Type } from "typebox";

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
