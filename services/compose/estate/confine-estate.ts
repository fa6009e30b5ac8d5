import { resolve } from "node:path";
import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import { findUnconfined } from "#services/core/policy/find-unconfined";
import { parseGoverned } from "#services/core/policy/parse-governed";
import type { EstateStore } from "#services/stores/git/open-estate-repository";

/** Lets nothing of an estate be in force while it names what is not its own on a machine that it shares (decision 0027). */
export function confineEstate(
  store: EstateStore,
  { confinement, folder }: Pick<Settings, "confinement" | "folder">,
): EstateStore {
  if (confinement === undefined) return store;

  function assertConfined<T extends { readonly files: ReadonlyMap<string, string> }>(governed: T): T {
    const { estate } = parseGoverned(governed.files);
    if (estate === undefined || confinement === undefined) return governed;
    const found = findUnconfined(estate, confinement, (name) => resolve(folder, name));
    if (found.length === 0) return governed;
    const message = `estate.yaml names what is not this estate's at ${found.join(", ")}.`;
    // Its name is told all the same: the address of its gate must not become another one.
    throw new LockstepError("estate-not-confined", message, { details: { estate: estate.estate } });
  }

  return {
    ...store,
    governed: async () => assertConfined(await store.governed()),
    governedAt: async (commit) => assertConfined(await store.governedAt(commit)),
  };
}
