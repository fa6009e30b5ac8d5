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
export function projectCandidate({ artefacts, rules }: OpenedComparison, declared: DeclaredValues): ProjectedCandidate {
  const { baseline, production: candidate } = artefacts;
  const replaced = new Set<string>();
  const onto = { baseline, declared, replaced };
  const production = candidate && rules.reduce((projected, rule) => asProduction(projected, rule, onto), candidate);
  return { sides: { baseline, production, standby: baseline && rules.reduce(asStandby, baseline) }, replaced };
}

/** A candidate in the place of production. */
export interface ProjectedCandidate {
  readonly sides: Sides<Artefact>;
  /** Ids of expected differences for which it holds the value of another node: production must not get it. */
  readonly replaced: ReadonlySet<string>;
}

interface Onto {
  readonly baseline: Artefact | undefined;
  readonly declared: DeclaredValues;
  readonly replaced: Set<string>;
}

function asProduction(candidate: Artefact, rule: Expectation, { baseline, declared, replaced }: Onto): Artefact {
  const root = projectTree(candidate.root, rule.segments, (path, value) => {
    const wanted = rule.production ?? leafAt(baseline?.root, path);
    if (wanted === undefined || wanted === value || declared.get(rule.id)?.has(value) !== true) return value;
    replaced.add(rule.id);
    return wanted;
  });
  return { ...candidate, root };
}

function asStandby(baseline: Artefact, rule: Expectation): Artefact {
  return { ...baseline, root: projectTree(baseline.root, rule.segments, (_path, value) => rule.standby ?? value) };
}
