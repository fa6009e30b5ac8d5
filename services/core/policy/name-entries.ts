import type { GovernedProblem } from "./governed-problem.js";

/**
 * Says of each problem which entry it speaks of, by the ids on the way to it: people know `nifi/nifi-a`, and not
 * `/engines/3/nodes/0`.
 *
 * @param values what each file holds
 */
export function nameEntries(
  problems: readonly GovernedProblem[],
  values: ReadonlyMap<string, unknown>,
): readonly GovernedProblem[] {
  return problems.map((problem) => {
    if (problem.about !== undefined) return problem;
    const about = idsOnTheWay(values.get(problem.file), problem.path).join("/");
    return about === "" ? problem : { ...problem, about };
  });
}

function idsOnTheWay(value: unknown, path: string): readonly string[] {
  const ids: string[] = [];
  let place = value;
  for (const part of path.split("/").slice(1)) {
    const isEntry = Array.isArray(place);
    place = typeof place === "object" && place !== null ? Reflect.get(place, part) : undefined;
    const id: unknown = isEntry && typeof place === "object" && place !== null ? Reflect.get(place, "id") : undefined;
    if (typeof id === "string" && PLAIN_ID.test(id)) ids.push(id);
  }
  return ids;
}

/** Nothing else is repeated: somebody may have written anything there. */
const PLAIN_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
