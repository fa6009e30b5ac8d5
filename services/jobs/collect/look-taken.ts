import type { EngineNode } from "#schemas/estate";
import type { Collection } from "../look/collect-node.js";

/** One node with what became of reading it, and when that was settled. */
export interface LookTaken {
  readonly node: EngineNode;
  readonly at: string;
  readonly collection: Collection;
}
