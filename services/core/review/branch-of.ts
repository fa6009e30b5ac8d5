import type { ChangeProposal } from "#schemas/change-proposal";

/** The branch on which a proposal stands. */
export function branchOf({ engineId, key }: Pick<ChangeProposal, "engineId" | "key">): string {
  return `${DRIFT_BRANCHES}${engineId}/${key}`;
}

/** What the branches of all proposals begin with. */
export const DRIFT_BRANCHES = "drift/";
