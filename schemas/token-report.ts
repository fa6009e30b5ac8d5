import { type Static, Type } from "typebox";
import { StoredToken } from "./token.js";

const { id, name, estate, role, engines, createdAt, createdBy, expiresAt } = StoredToken.properties;

/** A token as people see it: what it may do, and never itself. */
const told = { id, name, estate, role, engines, createdAt, createdBy, expiresAt };

/** What `lockstep token create --json` answers: the one time that a token is shown. */
export const TokenCreated = Type.Object(
  {
    schema: Type.Literal("lockstep/token-created@1"),
    token: Type.String({ description: "the token itself, `lks_<id>_<secret>`: it is kept nowhere" }),
    ...told,
  },
  { $id: "lockstep/token-created@1", additionalProperties: false },
);
export type TokenCreated = Static<typeof TokenCreated>;

/** What `lockstep token list --json` answers. */
export const TokenList = Type.Object(
  {
    schema: Type.Literal("lockstep/tokens@1"),
    tokens: Type.Array(
      Type.Object(
        {
          ...told,
          lastUsedAt: Type.Union([Type.String(), Type.Null()], { description: "to the minute; null: never" }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { $id: "lockstep/tokens@1", additionalProperties: false },
);
export type TokenList = Static<typeof TokenList>;

/** What `lockstep token revoke --json` answers. */
export const TokenRevoked = Type.Object(
  { schema: Type.Literal("lockstep/token-revoked@1"), ...told },
  { $id: "lockstep/token-revoked@1", additionalProperties: false },
);
export type TokenRevoked = Static<typeof TokenRevoked>;
