import { type Static, Type } from "typebox";

/** A machine inside a Trust that reads engines and hands in what it read. Its name and its key stand in `estate.yaml`. */
export const Collector = Type.Object(
  {
    id: Type.String({
      pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
      description: "its name: lower-case letters, digits and hyphens; an engine names it as its collector",
    }),
    publicKey: Type.String({
      pattern: "^ssh-ed25519 [A-Za-z0-9+/]{68}=?=?( [\\x21-\\x7e]{1,100})?$",
      description: "the key that signs what it hands in, as `lockstep collect key` prints it",
    }),
    maskKeyId: Type.Optional(
      Type.String({
        pattern: "^[a-z0-9]{1,16}$",
        description: "id of a mask key of its own, which the service need not hold; left out: the estate's",
      }),
    ),
  },
  { additionalProperties: false },
);
export type Collector = Static<typeof Collector>;
