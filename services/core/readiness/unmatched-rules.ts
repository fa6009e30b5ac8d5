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
  /** Expected differences, by id, whose path leads to nothing in the artefacts they fit. */
  readonly pathless: readonly string[];
  /** Whether both nodes were read, so that a finding that is not there is none. */
  readonly areComparable: boolean;
}

/** Notes on rules in force that spoke of nothing: a misspelt pattern explains nothing, and nobody would see it. */
export function unmatchedRules(use: RuleUse): ReadinessReason[] {
  const { engine, policy, at, entries, findings, pathless } = use;
  const inForce = policy.expectedDifferences.filter(({ expires }) => expires === undefined || !isExpired(expires, at));
  const expectations = inForce
    .filter(({ artefact }) => speaksOf(artefact, engine.id, entries))
    .filter(({ artefact }) => !entries.some((entry) => matchesArtefact(artefact, engine.id, entry)))
    .map(({ id }) => `The expected difference '${id}' fits no artefact`);
  const waivers = policy.waivers
    .filter(({ expires }) => !isExpired(expires, at))
    .filter(({ id, finding }) => findings.some((found) => found.id === finding && found.explainedBy?.id !== id))
    .map(({ id }) => `The waiver '${id}' names a finding that it does not fit`);
  const paths = inForce
    .filter(({ id }) => pathless.includes(id))
    .map(
      ({ id, path }) => `The expected difference '${id}' fits an artefact, but its path '${path}' fits nothing in any`,
    );
  return [
    ...[...expectations, ...paths, ...waivers].map((what) =>
      note(use, `${what} of '${engine.id}'.`, "Check its pattern with 'lockstep validate', or take it out."),
    ),
    ...needlessWaivers(use).map((id) =>
      note(
        use,
        `The waiver '${id}' is for a finding that is not there now: it was mended, or it differs in another way since.`,
        `Take it out, or waive what 'lockstep check ${engine.id}' finds now.`,
      ),
    ),
  ];
}

/** Waivers in force of this engine whose finding was not found. */
function needlessWaivers({ engine, policy, at, entries, findings, areComparable }: RuleUse): string[] {
  if (!areComparable) return [];
  return policy.waivers
    .filter(({ expires, granted }) => !isExpired(expires, at) && Date.parse(granted) <= Date.parse(at))
    .filter(({ artefact }) => isOfEngine(artefact, engine.id, entries))
    .filter(({ finding }) => !findings.some(({ id }) => id === finding))
    .map(({ id }) => id);
}

/** One that names no engine is of those whose artefacts it names. */
function isOfEngine(pattern: ArtefactPattern, engineId: string, entries: readonly ArtefactEntry[]): boolean {
  if (pattern.engine !== undefined) return matchesGlob(pattern.engine, engineId);
  return Object.keys(pattern).length > 0 && entries.some((entry) => matchesArtefact(pattern, engineId, entry));
}

function note({ engine }: RuleUse, message: string, action: string): ReadinessReason {
  return { code: "rule-unmatched", verdict: "ready", message, owner: engine.owner, action, findings: [] };
}

/** A rule for other engines, or for kinds that only other products have, is not expected to fit anything here. */
function speaksOf(pattern: ArtefactPattern, engineId: string, entries: readonly ArtefactEntry[]): boolean {
  const { engine, kind } = pattern;
  if (engine !== undefined) return matchesGlob(engine, engineId);
  return kind === undefined || entries.some((entry) => matchesGlob(kind, entry.kind));
}
