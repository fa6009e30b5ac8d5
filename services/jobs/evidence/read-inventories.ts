import type { Gathered } from "#services/core/evidence/gatherer";
import type { EngineInventory } from "#services/core/evidence/material";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";
import { findInterface } from "#services/core/policy/find-interface";
import type { Governed } from "#services/core/policy/parse-governed";
import type { EstateRepository } from "#services/ports/estate-repository";

/** Counts what the approved baselines hold by which the last checks of a period judged. An engine without one is left out. */
export async function readInventories(
  { last }: Pick<Gathered, "last">,
  { estate, policy = DEFAULT_POLICY }: Pick<Governed, "estate" | "policy">,
  repository: Pick<EstateRepository, "openBaselineCommit">,
): Promise<readonly EngineInventory[]> {
  const inventories: EngineInventory[] = [];
  for (const [engineId, { engineRun }] of last) {
    const commit = engineRun.baseline?.commit;
    const opened = commit === undefined ? undefined : await repository.openBaselineCommit(engineId, commit);
    if (opened === undefined) continue;
    const engine = estate?.engines.find(({ id }) => id === engineId) ?? { id: engineId, owner: "" };
    const { entries } = opened.snapshot;
    const unmapped = entries.filter((entry) => !findInterface(policy, engine, entry).mapped).length;
    inventories.push({ engineId, items: entries.length, unmapped });
  }
  return inventories;
}
