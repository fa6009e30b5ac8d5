import { type Static, Type } from "typebox";

/** One content of a node, over all the looks that saw it. */
export const NodeSnapshot = Type.Object(
  {
    /** Of the last look that saw it. */
    commit: Type.String(),
    digest: Type.Union([Type.String(), Type.Null()]),
    /** The first and the last look that saw it. */
    firstSeen: Type.String(),
    lastSeen: Type.String(),
    looks: Type.Integer({ minimum: 1 }),
    /** The run that took it. */
    runId: Type.String(),
  },
  { $id: "lockstep/node-snapshot@1" },
);
export type NodeSnapshot = Static<typeof NodeSnapshot>;
