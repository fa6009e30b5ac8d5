import type { Artefact } from "#schemas/artefact";
import type { EngineNode } from "#schemas/estate";
import type { ArtefactEntry } from "#schemas/snapshot";
import { digestArtefact } from "../artefact/digest-artefact.js";
import { renderArtefact } from "../artefact/render-artefact.js";
import { matchesArtefact } from "../comparison/match-artefact.js";
import type { Expectation } from "../comparison/resolve-expectations.js";
import { projectTree } from "../preview/project-tree.js";

/** The expected differences that speak of an artefact. */
export function rulesFor(
  entry: ArtefactEntry,
  engineId: string,
  rules: readonly Expectation[],
): readonly Expectation[] {
  return rules.filter((rule) => matchesArtefact(rule.artefact, engineId, entry));
}

/** What an approved artefact must be on one node: the values that expected differences give to its role or itself. */
export function projectOnto(
  artefact: Artefact,
  node: Pick<EngineNode, "role">,
  rules: readonly Expectation[],
): Artefact {
  let { root } = artefact;
  for (const { segments, production, standby } of rules) {
    const wanted = node.role === "primary" ? production : standby;
    if (wanted !== undefined) root = projectTree(root, segments, () => wanted);
  }
  return { ...artefact, root };
}

export function digestOfArtefact(artefact: Artefact): string {
  return digestArtefact(renderArtefact(artefact));
}
