import type { Estate } from "#schemas/estate";
import type { GovernedProblem } from "#services/core/policy/governed-problem";
import type { Forge } from "#services/ports/forge";

/** What a declaration lacks, or has too much, for its make, each as one clause. */
export type ForgeProblems = Forge["declarationProblems"];

/** What is wrong with how the forge is declared, for the make that it is said to be. */
export function findForgeProblems(estate: Estate | undefined, problemsOf: ForgeProblems): GovernedProblem[] {
  if (estate?.forge === undefined) return [];
  const { system } = estate.forge;
  return problemsOf(estate.forge).map((message) => ({
    file: "estate.yaml",
    path: "/forge",
    message,
    remedy: `See docs/configuration.md for how a forge of the make '${system}' is declared.`,
  }));
}
