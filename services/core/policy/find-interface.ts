import type { Engine } from "#schemas/estate";
import type { InterfaceRule, Policy } from "#schemas/policy";
import { type ArtefactIdentity, matchesArtefact } from "../comparison/match-artefact.js";

/** What an artefact is to the people who depend on it: the first rule that fits, or the policy's safe wording. */
export interface InterfaceFacts {
  readonly tier: number;
  readonly flow: string;
  readonly owner: string;
  readonly meaning: string;
  readonly standby: InterfaceRule["standby"];
  /** False where no rule names it. */
  readonly mapped: boolean;
}

export function findInterface(
  policy: Policy,
  engine: Pick<Engine, "id" | "owner">,
  artefact: ArtefactIdentity,
): InterfaceFacts {
  const { settings } = policy;
  const rule = policy.interfaces.find((candidate) => matchesArtefact(candidate.match, engine.id, artefact));
  if (rule === undefined) {
    return {
      tier: settings.fallbackTier,
      flow: settings.fallbackFlow,
      owner: settings.fallbackOwner ?? engine.owner,
      meaning: settings.fallbackMeaning,
      standby: undefined,
      mapped: false,
    };
  }
  return {
    tier: rule.tier,
    flow: rule.flow,
    owner: rule.owner,
    meaning: rule.meaning ?? settings.fallbackMeaning,
    standby: rule.standby,
    mapped: true,
  };
}
