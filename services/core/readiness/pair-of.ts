import type { Engine, EngineNode } from "#schemas/estate";
import { LockstepError } from "../errors.js";

/** The nodes that a verdict is about: the primary, and the designated standby (or the first). */
export interface Pair {
  readonly production: EngineNode;
  readonly standby: EngineNode;
  /** Standbys beside the designated one, in the order declared. */
  readonly others: readonly EngineNode[];
}

/** @throws LockstepError `estate-invalid` where there is no such pair; `validate` says so before */
export function pairOf(engine: Engine): Pair {
  const production = engine.nodes.find((node) => node.role === "primary");
  const standbys = engine.nodes.filter((node) => node.role === "standby");
  const standby = standbys.find((node) => node.id === engine.designatedStandby) ?? standbys[0];
  if (production !== undefined && standby !== undefined) {
    return { production, standby, others: standbys.filter((node) => node !== standby) };
  }
  throw new LockstepError("estate-invalid", `Engine '${engine.id}' needs one primary and one standby in estate.yaml.`);
}
