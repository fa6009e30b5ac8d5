import type { NodeSnapshot } from "#schemas/api/node-snapshot";
import { beneath, type RememberedRun } from "./remember-run.js";

/** Lists the contents of a node, newest first: looks one after the other that saw the same are one entry. */
export function listNodeSnapshots(
  runs: readonly RememberedRun[],
  engineId: string,
  nodeId: string,
): readonly NodeSnapshot[] {
  const snapshots: NodeSnapshot[] = [];
  for (const { summary, seen } of runs) {
    const look = seen.get(beneath(engineId, nodeId));
    if (look === undefined) continue;
    const later = snapshots.at(-1);
    if (later === undefined || !isSame(later, look)) {
      const { commit, digest, at } = look;
      snapshots.push({ commit, digest, firstSeen: at, lastSeen: at, looks: 1, runId: summary.runId });
    } else {
      snapshots[snapshots.length - 1] = {
        ...later,
        firstSeen: look.at,
        looks: later.looks + 1,
        runId: summary.runId,
      };
    }
  }
  return snapshots;
}

/** Of one content there are several commits where what the engine says of itself changed. */
function isSame(a: Pick<NodeSnapshot, "commit" | "digest">, b: Pick<NodeSnapshot, "commit" | "digest">): boolean {
  return a.commit === b.commit || (a.digest !== null && a.digest === b.digest);
}
