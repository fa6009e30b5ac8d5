import { type Static, Type } from "typebox";

/** How a planned alignment stands after a check: the newest plan of a node, until a check has proved it. */
export const AlignmentStanding = Type.Object({
  engineId: Type.String(),
  nodeId: Type.String(),
  /** Digest of the plan. */
  plan: Type.String(),
  /**
   * `proved`: this run saw it carried out, and recorded that. `open`: not carried out, or not in full. `stale`: it must not be carried
   * out any more. `unknown`: the node was not read in full.
   */
  state: Type.Union([Type.Literal("proved"), Type.Literal("open"), Type.Literal("stale"), Type.Literal("unknown")]),
  /** When it was planned. */
  since: Type.String(),
  /** What that means, in a sentence or two. */
  message: Type.String(),
});
export type AlignmentStanding = Static<typeof AlignmentStanding>;

/** What proves a plan: the body of a ledger record of type `alignment-proved`. */
export const AlignmentProved = Type.Object(
  {
    plan: Type.String(),
    engineId: Type.String(),
    nodeId: Type.String(),
    runId: Type.String(),
    /** Commit of the snapshot that shows it. */
    snapshot: Type.String(),
  },
  { $id: "lockstep/alignment-proved@1" },
);
export type AlignmentProved = Static<typeof AlignmentProved>;
