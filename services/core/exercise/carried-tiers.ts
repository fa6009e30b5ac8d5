import type { Engine } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import type { ArtefactEntry } from "#schemas/snapshot";
import { findInterface } from "../policy/find-interface.js";

/** The tiers of the interfaces that an engine carries, the most critical first; that of policy's fallback where none is known. */
export function carriedTiers(
  engine: Pick<Engine, "id" | "owner">,
  policy: Policy,
  {
    entries,
    interfaceKinds,
  }: { readonly entries: readonly ArtefactEntry[]; readonly interfaceKinds: readonly string[] },
): readonly number[] {
  const interfaces = entries.filter(({ kind }) => interfaceKinds.includes(kind));
  const tiers = new Set(interfaces.map((entry) => findInterface(policy, engine, entry).tier));
  return tiers.size === 0 ? [policy.settings.fallbackTier] : [...tiers].sort((a, b) => a - b);
}
