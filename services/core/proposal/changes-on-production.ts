import type { Change } from "#schemas/drift";
import type { Finding } from "#schemas/finding";

/**
 * The changes of a finding by which production left the approved baseline, and nothing of what the standby alone did. Where every
 * side differs, paths stand among the others at which production holds what was approved.
 */
export function changesOnProduction({
  case: driftCase,
  changes,
}: Pick<Finding, "case" | "changes">): readonly Change[] {
  switch (driftCase) {
    case "in-lockstep":
    case "standby-behind":
      return [];
    case "production-changed":
    case "both-changed":
      return isDecidable(changes) ? changes : [];
    case "diverged": {
      const own = changes.filter((change) => change.expected !== undefined || isAway(change));
      return isDecidable(own) ? own : [];
    }
  }
}

/** What is against an expected difference alone, and as the baseline has it, no baseline could follow: production is to be mended. */
function isDecidable(changes: readonly Change[]): boolean {
  return changes.some((change) => change.expected === undefined || isAway(change));
}

function isAway({ baseline, production }: Change): boolean {
  return baseline !== production;
}
