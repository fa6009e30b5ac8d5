import type { Finding } from "#schemas/finding";
import type { ArtefactPattern, Policy } from "#schemas/policy";
import type { ReadinessReason } from "#schemas/readiness";
import type { ArtefactEntry } from "#schemas/snapshot";
import { matchesArtefact } from "../comparison/match-artefact.js";
import { isExpired } from "../policy/is-expired.js";
import { matchesGlob } from "../text/match-glob.js";

export interface RuleUse {
  readonly engine: { readonly id: string; readonly owner: string };
  readonly policy: Policy;
  readonly at: string;
  /** Every artefact of either node. */
  readonly entries: readonly ArtefactEntry[];
  readonly findings: readonly Finding[];
}

/** Notes on rules in force that spoke of nothing: a misspelt pattern explains nothing, and nobody would see it. */
export function unmatchedRules({ engine, policy, at, entries, findings }: RuleUse): ReadinessReason[] {
  const expectations = policy.expectedDifferences
    .filter(({ expires }) => expires === undefined || !isExpired(expires, at))
    .filter(({ artefact }) => speaksOf(artefact, engine.id, entries))
    .filter(({ artefact }) => !entries.some((entry) => matchesArtefact(artefact, engine.id, entry)))
    .map(({ id }) => `The expected difference '${id}' fits no artefact`);
  const waivers = policy.waivers
    .filter(({ expires }) => !isExpired(expires, at))
    .filter(({ id, finding }) => findings.some((found) => found.id === finding && found.explainedBy?.id !== id))
    .map(({ id }) => `The waiver '${id}' names a finding that it does not fit`);
  return [...expectations, ...waivers].map((what) => ({
    code: "rule-unmatched",
    verdict: "ready",
    message: `${what} of '${engine.id}'.`,
    owner: engine.owner,
    action: "Check its pattern with 'lockstep validate', or take it out.",
    findings: [],
  }));
}

/** A rule for other engines, or for kinds that only other products have, is not expected to fit anything here. */
function speaksOf(pattern: ArtefactPattern, engineId: string, entries: readonly ArtefactEntry[]): boolean {
  const { engine, kind } = pattern;
  if (engine !== undefined) return matchesGlob(engine, engineId);
  return kind === undefined || entries.some((entry) => matchesGlob(kind, entry.kind));
}
