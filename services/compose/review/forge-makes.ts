import type { Forge as Declared } from "#schemas/forge";
import { LockstepError } from "#services/core/errors";
import { createAzureDevOpsForge } from "#services/forges/azure-devops/forge";
import { createGitHubForge } from "#services/forges/github/forge";
import { createLocalForge } from "#services/forges/local/forge";
import type { Forge } from "#services/ports/forge";
import type { ReviewStore } from "#services/ports/review-store";

/** What holds where estate.yaml declares no forge: decisions are made with `lockstep review`. */
export const LOCAL: Declared = { system: "local" };

/** Every make of forge, by the name that estate.yaml uses: one line each. */
const MAKES: Readonly<Record<Declared["system"], (reviews: ReviewStore) => Forge>> = {
  "azure-devops": () => createAzureDevOpsForge(),
  github: () => createGitHubForge(),
  local: createLocalForge,
};

/** What a declaration lacks, or has too much, for its make, each as one clause. */
export function forgeProblems(declared: Declared, reviews: ReviewStore): readonly string[] {
  return MAKES[declared.system](reviews).declarationProblems(declared);
}

/** @throws LockstepError `estate-invalid` where the declaration does not fit its make */
export function forgeOf(declared: Declared, reviews: ReviewStore): Forge {
  const forge = MAKES[declared.system](reviews);
  const [problem] = forge.declarationProblems(declared);
  if (problem === undefined) return forge;
  throw new LockstepError("estate-invalid", `The forge in estate.yaml ${problem}.`);
}
