import { type Static, Type } from "typebox";
import { Role } from "./estate.js";
import { ExpiryFact } from "./snapshot.js";

/** What ran on one node when it was last looked at. */
export const NodeRuntime = Type.Object({
  nodeId: Type.String(),
  role: Role,
  takenAt: Type.String(),
  /** Messages that waited in its queues; `null` where the engine tells nothing of it. */
  queued: Type.Union([Type.Integer(), Type.Null()]),
  /** How many interfaces were in each state, in the engine's own word, or Lockstep's where it has none. */
  states: Type.Record(Type.String(), Type.Integer({ minimum: 1 })),
  /** Certificates, licences and credentials that end next, the first first; with whole days left, below 0 where they have ended. */
  ending: Type.Array(Type.Object({ ...ExpiryFact.properties, daysLeft: Type.Union([Type.Integer(), Type.Null()]) })),
});
export type NodeRuntime = Static<typeof NodeRuntime>;

/** What stands beside a verdict and is no part of it: it is as old as the last look. */
export const Runtime = Type.Object({
  scope: Type.Literal("runtime at the last look: no part of the configuration verdict"),
  nodes: Type.Array(NodeRuntime),
});
export type Runtime = Static<typeof Runtime>;
