import type { Estate } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import { matchesGlob } from "../text/match-glob.js";
import { suggestWord } from "../text/suggest-word.js";
import type { GovernedProblem } from "./governed-problem.js";

/**
 * Advises on rules for an engine that the estate does not declare: they speak of nothing. Advice and no problem, since a rule
 * may be written before its engine is declared.
 */
export function adviseEnginePatterns(estate: Estate | undefined, policy: Policy | undefined): GovernedProblem[] {
  if (estate === undefined || policy === undefined) return [];
  const ids = estate.engines.map(({ id }) => id);
  return namedEngines(policy)
    .filter(({ engine }) => !ids.some((id) => matchesGlob(engine, id)))
    .map(({ file, path, engine }) => ({
      file,
      path,
      message: `speaks of '${engine}', and estate.yaml declares no such engine: the rule has no effect`,
      remedy: remedyFor(engine, ids),
    }));
}

interface NamedEngine {
  readonly file: string;
  readonly path: string;
  readonly engine: string;
}

function namedEngines({ expectedDifferences, waivers, interfaces, changeControl }: Policy): NamedEngine[] {
  const control = "policy/change-control.yaml";
  return [
    ...expectedDifferences.flatMap(({ id, artefact }) =>
      named("policy/expected-differences.yaml", `/expectedDifferences/${id}/artefact/engine`, artefact.engine),
    ),
    ...waivers.flatMap(({ id, artefact }) =>
      named("policy/waivers.yaml", `/waivers/${id}/artefact/engine`, artefact.engine),
    ),
    ...interfaces.flatMap(({ match }, index) =>
      named("policy/interfaces.yaml", `/interfaces/${index}/match/engine`, match.engine),
    ),
    ...changeControl.freezes.flatMap(({ engine }, index) => named(control, `/freezes/${index}/engine`, engine)),
    ...changeControl.configurationItems.flatMap(({ engine }, index) =>
      named(control, `/configurationItems/${index}/engine`, engine),
    ),
  ];
}

function named(file: string, path: string, engine: string | undefined): NamedEngine[] {
  return engine === undefined ? [] : [{ file, path, engine }];
}

function remedyFor(written: string, ids: readonly string[]): string {
  const suggestion = suggestWord(written, ids);
  const meant = suggestion === undefined ? "" : `Did you mean '${suggestion}'? `;
  return `${meant}Engines are: ${ids.join(", ") || "none yet"}.`;
}
