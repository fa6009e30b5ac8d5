import type { Look } from "#schemas/run";
import { LockstepError } from "#services/core/errors";

/**
 * Holds the looks of a check against the nodes that it was to look at: each node once, whether it was seen, skipped or failed, so that seen + skipped + failed = expected.
 *
 * @throws LockstepError `bug`
 */
export function assertLooksAddUp(nodeIds: readonly string[], looks: readonly Pick<Look, "nodeId">[]): void {
  const looked = looks.map(({ nodeId }) => nodeId);
  const isEachOnce = looked.length === nodeIds.length && nodeIds.every((id) => looked.includes(id));
  if (isEachOnce && new Set(looked).size === looked.length) return;
  throw new LockstepError("bug", `A check was to look at ${nodeIds.length} nodes and tells of ${looked.length} looks.`);
}
