import type { Artefact } from "#schemas/artefact";
import type { Drift } from "#schemas/drift";
import type { ExpectedDifference } from "#schemas/policy";
import type { ArtefactEntry } from "#schemas/snapshot";
import { digestArtefact } from "#services/core/artefact/digest-artefact";
import { artefactFolder } from "#services/core/artefact/file-names";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import { compare, planComparison } from "#services/core/compare";
import { resolveExpectations } from "#services/core/comparison/resolve-expectations";
import { mapSides, type Sides } from "#services/core/comparison/sides";
import { TINY_DIALECT } from "./tiny-dialect.js";

/** The instant of these comparisons. */
export const COMPARED_AT = "2026-11-23T02:00:00.000Z";

export interface ComparedTiny {
  readonly baseline?: Artefact;
  readonly production?: Artefact;
  readonly standby?: Artefact;
  readonly rules?: readonly ExpectedDifference[];
  readonly at?: string;
}

/** Compares one artefact of the tiny product on engine `tie`, whose nodes are `tie-a` and `tie-b`. */
export function compareTiny({ rules = [], at = COMPARED_AT, ...artefacts }: ComparedTiny): Drift[] {
  const sides: Sides<Artefact> = { baseline: undefined, production: undefined, standby: undefined, ...artefacts };
  const pair = { engine: { id: "tie" }, production: "tie-a", standby: "tie-b" };
  const entries = mapSides(sides, (artefact) => [entryOf(artefact)]);
  const planned = planComparison("tie", entries, resolveExpectations(rules, pair, at));
  return compare(
    planned.map((item) => ({ ...item, artefacts: sides })),
    TINY_DIALECT,
  );
}

/** What a snapshot says of an artefact. */
export function entryOf(artefact: Artefact): ArtefactEntry {
  const { kind, key, name } = artefact;
  const path = artefactFolder("channels", name, key);
  return { kind, key, name, path, digest: digestArtefact(renderArtefact(artefact)) };
}
