import type { AlignmentPlanned } from "#schemas/align-plan";
import type { Snapshot } from "#schemas/snapshot";
import { idOf } from "./read-again.js";

/**
 * Whether a snapshot proves that an alignment was carried out: taken after the plan, of its node, by its reader, read in full, and
 * each artefact that the plan was to bring or take away is as it expected. `planned` is the body of the plan's ledger record.
 */
export function isProved(planned: AlignmentPlanned, snapshot: Snapshot): boolean {
  if (snapshot.engineId !== planned.engineId || snapshot.nodeId !== planned.nodeId) return false;
  if (snapshot.dialect !== planned.dialect || !snapshot.coverage.complete) return false;
  if (Date.parse(snapshot.takenAt) <= Date.parse(planned.at)) return false;
  return isCarriedOut(planned, snapshot.entries);
}

/** Whether every artefact of a plan is as it expected; a plan that brings nothing proves nothing. */
export function isCarriedOut({ brings }: Pick<AlignmentPlanned, "brings">, entries: Snapshot["entries"]): boolean {
  return brings.length > 0 && countBrought({ brings }, entries) === brings.length;
}

/** How many artefacts of a plan are as it expected. */
export function countBrought({ brings }: Pick<AlignmentPlanned, "brings">, entries: Snapshot["entries"]): number {
  const there = new Map(entries.map((entry) => [idOf(entry), entry.digest]));
  return brings.filter((each) => (there.get(idOf(each)) ?? null) === each.expected).length;
}
