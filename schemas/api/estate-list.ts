import { type Static, Type } from "typebox";

/** The estates that whoever asks may see. */
export const EstateList = Type.Object(
  {
    schema: Type.Literal("lockstep/estate-list@1"),
    items: Type.Array(
      Type.Object({
        estate: Type.String(),
        /** Left out while its `estate.yaml` cannot be read. */
        organisation: Type.Optional(Type.String()),
        /** Ids of the engines that may be seen. */
        engines: Type.Array(Type.String()),
      }),
    ),
  },
  { $id: "lockstep/estate-list@1" },
);
export type EstateList = Static<typeof EstateList>;
