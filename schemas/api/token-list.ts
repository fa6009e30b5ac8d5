import { type Static, Type } from "typebox";
import { StoredToken } from "../token.js";

/** The tokens of an estate, without what proves them. */
export const TokenList = Type.Object(
  {
    schema: Type.Literal("lockstep/token-list@1"),
    items: Type.Array(
      Type.Object({
        ...Type.Pick(StoredToken, ["id", "name", "role", "engines", "createdAt", "createdBy", "expiresAt"]).properties,
        /** To the minute; `null`: never. */
        lastUsedAt: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
  },
  { $id: "lockstep/token-list@1" },
);
export type TokenList = Static<typeof TokenList>;
