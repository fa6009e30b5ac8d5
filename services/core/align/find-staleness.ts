import type { AlignPlan } from "#schemas/align-plan";
import type { ArtefactEntry } from "#schemas/snapshot";
import { idOf } from "./read-again.js";

/** What is now, to be held against a plan. */
export interface PresentState {
  readonly baseline: string | undefined;
  readonly dialect: string;
  readonly target: readonly ArtefactEntry[];
}

/** Why a plan may not be carried out any more, a sentence each; none where everything is as the plan found it. */
export function findStaleness(plan: AlignPlan, { baseline, dialect, target }: PresentState): string[] {
  const reasons: string[] = [];
  if (baseline !== plan.baseline.digest)
    reasons.push("The approved baseline is another one than the plan was made for.");
  if (dialect !== plan.dialect)
    reasons.push(`The reader is ${dialect} now, and the plan was made with ${plan.dialect}.`);
  const there = new Map(target.map((entry) => [idOf(entry), entry.digest]));
  for (const artefact of plan.artefacts) {
    if ((there.get(idOf(artefact)) ?? null) === artefact.now) continue;
    reasons.push(`${artefact.kind} ${JSON.stringify(artefact.name)} on ${plan.node.id} is not as the plan found it.`);
  }
  return reasons;
}
