import type { ControlExpectations } from "#schemas/control-map";
import type { SchemaProblem } from "../policy/check-schema.js";
import type { ControlEdition } from "./control-library.js";

/** Finds what an organisation loaded for outcomes that the edition does not have, or loaded twice. */
export function findExpectationProblems(
  { edition, expectedLevels }: ControlExpectations,
  before: readonly ControlExpectations[],
  editions: ReadonlyMap<string, ControlEdition>,
): SchemaProblem[] {
  const known = editions.get(edition);
  if (known === undefined) {
    const remedy = `There are: ${[...editions.keys()].join(", ")}.`;
    return [{ path: "/edition", message: `'${edition}' is no edition`, remedy }];
  }
  if (before.some((other) => other.edition === edition)) {
    return [{ path: "/edition", message: `'${edition}' has its levels in another file`, remedy: "Keep one of them." }];
  }
  const ids = new Set(known.outcomes.map(({ id }) => id));
  return Object.keys(expectedLevels)
    .filter((id) => !ids.has(id))
    .map((id) => ({
      path: `/expectedLevels/${id}`,
      message: `'${id}' is no outcome of ${edition}`,
      remedy: "Check it against the edition: an id of another year may mean something else.",
    }));
}
