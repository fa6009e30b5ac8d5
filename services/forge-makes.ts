import type { Forge as Declared } from "#schemas/forge";
import { LockstepError } from "./core/errors.js";
import { createLocalForge } from "./forges/local/forge.js";
import type { Forge } from "./ports/forge.js";
import type { ReviewStore } from "./ports/review-store.js";

/** What holds where estate.yaml declares no forge: decisions are made with `lockstep review`. */
export const LOCAL: Declared = { system: "local" };

/** Every make of forge, by the name that estate.yaml uses: one line each. */
const MAKES: Readonly<Partial<Record<Declared["system"], (reviews: ReviewStore) => Forge>>> = {
  local: createLocalForge,
};

/** @throws LockstepError `estate-invalid` where the declaration does not fit its make */
export function forgeOf(declared: Declared, reviews: ReviewStore): Forge {
  const forge = MAKES[declared.system]?.(reviews);
  if (forge === undefined) throw new LockstepError("estate-invalid", `There is no forge '${declared.system}' yet.`);
  const [problem] = forge.declarationProblems(declared);
  if (problem === undefined) return forge;
  throw new LockstepError("estate-invalid", `The forge in estate.yaml ${problem}.`);
}
