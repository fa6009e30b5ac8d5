import type { AlignmentPlanned, AlignPlan } from "#schemas/align-plan";

/** What the ledger keeps of a plan: enough to prove it later, without the plan itself. */
export function plannedOf(plan: AlignPlan): AlignmentPlanned {
  const brought = plan.artefacts.filter(({ carried }) => carried === "package" || carried === "by-hand");
  return {
    engineId: plan.engineId,
    nodeId: plan.node.id,
    at: plan.at,
    dialect: plan.dialect,
    digest: plan.digest,
    baseline: plan.baseline.digest,
    target: plan.target.digest,
    expectedDigest: plan.expectedDigest,
    complete: plan.complete,
    deletionsAllowed: plan.deletions.allowed,
    brings: brought.map(({ kind, key, expected }) => ({ kind, key, expected })),
    left: plan.artefacts.length - brought.length,
  };
}
