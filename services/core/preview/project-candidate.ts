import type { Artefact } from "#schemas/artefact";
import type { OpenedComparison } from "../compare.js";
import type { Expectation } from "../comparison/resolve-expectations.js";
import type { Sides } from "../comparison/sides.js";
import { leafAt, projectTree } from "./project-tree.js";

/** By the id of an expected difference, the values that are declared for whoever the candidate may come from. */
export type DeclaredValues = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Puts a candidate in the place of production, and in that of the standby what it should hold by the baseline: what is left
 * between the sides is the change, and nothing of what should differ between nodes.
 *
 * Where an expected difference speaks, a value that is declared for the candidate's own node, or for any where it comes from
 * files, becomes the one that production should hold. Any other value there is a change.
 */
export function projectCandidate({ artefacts, rules }: OpenedComparison, declared: DeclaredValues): Sides<Artefact> {
  const { baseline, production: candidate } = artefacts;
  return {
    baseline,
    production:
      candidate && rules.reduce((projected, rule) => asProduction(projected, rule, baseline, declared), candidate),
    standby: baseline && rules.reduce(asStandby, baseline),
  };
}

function asProduction(
  candidate: Artefact,
  rule: Expectation,
  baseline: Artefact | undefined,
  declared: DeclaredValues,
): Artefact {
  const root = projectTree(candidate.root, rule.segments, (path, value) => {
    const wanted = rule.production ?? leafAt(baseline?.root, path);
    return wanted !== undefined && declared.get(rule.id)?.has(value) === true ? wanted : value;
  });
  return { ...candidate, root };
}

function asStandby(baseline: Artefact, rule: Expectation): Artefact {
  return { ...baseline, root: projectTree(baseline.root, rule.segments, (_path, value) => rule.standby ?? value) };
}
