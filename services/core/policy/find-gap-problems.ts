import type { Engine } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import { findGrantProblems } from "./find-grant-problems.js";
import type { GovernedProblem } from "./governed-problem.js";

const FILE = "policy/accepted-gaps.yaml";

/** Finds accepted gaps of engines that are not there, twice of one name or one source, or that nobody independent approved. */
export function findGapProblems(
  { acceptedGaps = [], settings }: Policy,
  engines: readonly (Engine | undefined)[],
): GovernedProblem[] {
  const ids = new Set(engines.flatMap((engine) => engine?.id ?? []));
  // Of an estate that could not be read no engine is known.
  const isKnown = (engine: string): boolean => ids.size === 0 || ids.has(engine);
  return acceptedGaps.flatMap((gap, index) => {
    const place = { file: FILE, path: `/acceptedGaps/${gap.id}` };
    const before = acceptedGaps.slice(0, index);
    const problems = findGrantProblems(gap, place, settings.maxWaiverDays);
    if (before.some(({ id }) => id === gap.id)) {
      problems.push({ ...place, message: `has the id '${gap.id}' twice`, remedy: "Give each gap an id of its own." });
    }
    if (before.some(({ engine, source }) => engine === gap.engine && source === gap.source)) {
      const message = `accepts '${gap.source}' of '${gap.engine}' twice`;
      problems.push({ ...place, message, remedy: "Leave one of them; renew it in its place." });
    }
    if (!isKnown(gap.engine)) {
      const message = `'${gap.engine}' is no engine of estate.yaml`;
      problems.push({ ...place, message, remedy: "Name the engine by its id; a pattern names none." });
    }
    return problems;
  });
}
