import { type Static, Type } from "typebox";
import { SHARED_ROLES } from "./shared-role.js";

/** What a token may be for: it reads, asks for checks or plans alignments, hands in snapshots or measures, and decides nothing. */
export const TokenRole = Type.Union([...SHARED_ROLES, Type.Literal("collector"), Type.Literal("meter")], {
  description: "what whoever holds it may do",
});
export type TokenRole = Static<typeof TokenRole>;

/** A token as it is kept: everything but itself. */
export const StoredToken = Type.Object(
  {
    schema: Type.Literal("lockstep/token@1"),
    id: Type.String({ pattern: "^[0-9a-f]{16}$", description: "tells it from others; no secret" }),
    name: Type.String({
      pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
      description: "what it is called, for example haproxy-a",
    }),
    estate: Type.String({ minLength: 1, description: "the estate it is for" }),
    role: TokenRole,
    engines: Type.Union([Type.Literal("all"), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })]),
    createdAt: Type.String({ format: "date-time" }),
    createdBy: Type.String({ minLength: 1 }),
    expiresAt: Type.String({ format: "date-time" }),
    digest: Type.String({ pattern: "^[0-9a-f]{64}$", description: "SHA-256 of its secret" }),
  },
  { $id: "lockstep/token@1", additionalProperties: false },
);
export type StoredToken = Static<typeof StoredToken>;
