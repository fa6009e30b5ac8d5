import type { AlignPlan } from "#schemas/align-plan";
import type { Snapshot } from "#schemas/snapshot";
import { idOf } from "./read-again.js";

/**
 * Whether a snapshot proves that an alignment was carried out: taken after the plan, of its node, by its reader, read in full, and
 * each artefact that the plan was to bring or take away is as it expected.
 */
export function isProved(plan: AlignPlan, snapshot: Snapshot): boolean {
  if (snapshot.engineId !== plan.engineId || snapshot.nodeId !== plan.node.id) return false;
  if (snapshot.dialect !== plan.dialect || !snapshot.coverage.complete) return false;
  if (Date.parse(snapshot.takenAt) <= Date.parse(plan.at)) return false;
  return isCarriedOut(plan, snapshot.entries);
}

/** Whether every artefact of a plan is as it expected; a plan that carries nothing proves nothing. */
export function isCarriedOut(plan: AlignPlan, entries: Snapshot["entries"]): boolean {
  const there = new Map(entries.map((entry) => [idOf(entry), entry.digest]));
  const carried = plan.artefacts.filter((artefact) => artefact.carried === "package" || artefact.carried === "by-hand");
  return carried.length > 0 && carried.every((artefact) => (there.get(idOf(artefact)) ?? null) === artefact.expected);
}
