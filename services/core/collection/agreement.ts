import canonicalize from "canonicalize";
import type { CollectionPlan } from "#schemas/collection-plan";
import type { EngineNode } from "#schemas/estate";
import { digestOf } from "../text/digest.js";
import { reachOfNode } from "./reach-of-node.js";

/** One node, as a collector is asked to read it. */
export interface AskedNode {
  /** `engine/node`. */
  readonly place: string;
  /** Digest of all that decides where a password goes and what is run or read. */
  readonly reach: string;
  readonly product: string;
  readonly node: EngineNode;
  readonly isAgreed: boolean;
}

/** Everything that a service asks of a collector, under one digest. */
export interface Agreement {
  readonly digest: string;
  readonly nodes: readonly AskedNode[];
}

/** Lays out what a plan asks for, so that a person can agree to exactly that. */
export function agreementOf({ engines, packs }: CollectionPlan, agreed: ReadonlyMap<string, string>): Agreement {
  const nodes = engines.flatMap(({ engine }) =>
    engine.nodes.map((node): AskedNode => {
      const place = `${engine.id}/${node.id}`;
      const reach = reachOfNode(engine, node, packs);
      return { place, reach, product: engine.product, node, isAgreed: agreed.get(place) === reach };
    }),
  );
  return { digest: digestOf(canonicalize(nodes.map(({ place, reach }) => [place, reach])) ?? ""), nodes };
}
