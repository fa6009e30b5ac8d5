import type { ChangeTrail } from "#schemas/trace-report";
import { numberIn, textIn } from "../body-values.js";
import type { SeenAlignment } from "./collect-trails.js";

/** Puts together what is known of an alignment that was planned: who planned it, and which look proved it. */
export function trailOfAlignment({ engineId, changeId, planned, proved }: SeenAlignment): ChangeTrail {
  const nodeId = textIn(planned.body, "nodeId") ?? "a node";
  const brings = planned.body["brings"];
  const brought = Array.isArray(brings) ? brings.length : 0;
  const left = numberIn(planned.body, "left") ?? 0;
  return {
    ...{ changeId, kind: "alignment", engine: engineId, item: nodeId, itemPath: null, parts: [] },
    ...{ severity: null, tier: null, flow: null, owner: null, verdict: null, ticket: null, digests: [changeId] },
    ...{ firstRecord: planned.seq, lastRecord: (proved ?? planned).seq, runs: 0 },
    steps: [
      {
        ...{ at: planned.at, kind: "alignment", who: planned.actor, record: planned.seq },
        told: `Planned for ${nodeId}: ${brought} items to bring, ${left} left as they were.`,
      },
      ...(proved === null
        ? []
        : [
            {
              ...{ at: proved.at, kind: "alignment" as const, who: proved.actor, record: proved.seq },
              told: `A look proved it: snapshot ${textIn(proved.body, "snapshot")}.`,
            },
          ]),
    ],
    tests: [],
    notes: proved === null ? ["No look has proved it."] : [],
  };
}
