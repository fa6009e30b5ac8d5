import { numberIn, textIn } from "../body-values.js";
import type { EvidenceMaterial } from "../material.js";
import { hoursBetween } from "./durations.js";
import type { PopulationRow } from "./population-row.js";

/** Makes a row of each planned alignment that a run of the period proved: a change of a node that was asked for and foreseen. */
export function alignmentRows({ gathered, parameters }: EvidenceMaterial): readonly PopulationRow[] {
  const planned = new Map(
    (gathered.kept.get("alignment-planned") ?? []).map((record) => [textIn(record.body, "digest"), record]),
  );
  const proved = gathered.kept.get("alignment-proved") ?? [];
  return proved
    .filter(({ at }) => at >= parameters.from)
    .map(({ at, seq, body }) => {
      const plan = planned.get(textIn(body, "plan"));
      const brings = plan?.body["brings"];
      return {
        ...{ changeId: textIn(body, "plan"), kind: "alignment", engine: textIn(body, "engineId") },
        ...{
          itemKind: null,
          item: textIn(body, "nodeId"),
          itemPath: null,
          case: "aligned",
          nodes: textIn(body, "nodeId"),
        },
        parts:
          plan === undefined
            ? null
            : `planned ${plan.at}; items left as they were: ${numberIn(plan.body, "left") ?? "unknown"}`,
        partsCount: Array.isArray(brings) ? brings.length : null,
        ...{ severity: null, tier: null, flow: null, owner: null },
        ...{ madeBy: null, attributed: null, madeAfter: plan?.at ?? null, madeBefore: at, foundAt: at },
        ...{
          firstVerdict: null,
          verdict: null,
          ticket: null,
          authorised: null,
          retrospective: null,
          explainedBy: null,
        },
        disposition: "carried out as planned, and proved by a later look",
        ...{
          decidedBy: plan === undefined || plan.actor === "lockstep" ? null : plan.actor,
          decidedAt: plan?.at ?? null,
          goneAt: null,
        },
        ...{ hoursToDetect: null, hoursToDecide: null, hoursStanding: hoursBetween(plan?.at ?? null, at) },
        ...{ firstRun: plan?.seq ?? null, lastRun: seq, contentDigest: textIn(body, "snapshot") },
      };
    });
}
