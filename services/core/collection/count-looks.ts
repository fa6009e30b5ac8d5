import type { Counted, Look } from "#schemas/run";
import { LockstepError } from "#services/core/errors";

/** What became of one look at one node. */
export type LookOutcome = "seen" | "skipped" | "failed";

/** Tells whether a look saw its node, passed it over without a fault, or could not read it. */
export function outcomeOfLook({ takenAt, problems }: Pick<Look, "takenAt" | "problems">): LookOutcome {
  if (takenAt !== null) return "seen";
  return problems.length === 0 ? "skipped" : "failed";
}

/**
 * Counts the looks of a check against the nodes that it was to look at: each node once, whether it was seen, skipped or failed, so that
 * seen + skipped + failed = expected.
 *
 * @throws LockstepError `looks-unaccounted`
 */
export function countLooks(
  nodeIds: readonly string[],
  looks: readonly Pick<Look, "nodeId" | "takenAt" | "problems">[],
): Counted {
  const looked = looks.map(({ nodeId }) => nodeId);
  const isEachOnce = looked.length === nodeIds.length && nodeIds.every((id) => looked.includes(id));
  if (!isEachOnce || new Set(looked).size !== looked.length) {
    const message = `A check was to look at ${nodeIds.length} nodes and tells of ${looked.length} looks.`;
    throw new LockstepError("looks-unaccounted", message);
  }
  const counted = { expected: nodeIds.length, seen: 0, skipped: 0, failed: 0 };
  for (const look of looks) counted[outcomeOfLook(look)]++;
  return counted;
}
