import type { Runbook } from "#schemas/runbook";

/** How long an engine may take to fail over, by policy/runbook.yaml: the shortest of the times that apply; `null` where none does. */
export function objectiveOf(
  { objectives = [] }: Pick<Runbook, "objectives">,
  engineId: string,
  tiers: readonly number[],
): number | null {
  const mine = objectives
    .filter(({ engines }) => engines === undefined || engines.includes(engineId))
    .filter((objective) => objective.tiers === undefined || objective.tiers.some((tier) => tiers.includes(tier)));
  return mine.length === 0 ? null : Math.min(...mine.map(({ minutes }) => minutes));
}
