import type { EvidenceMaterial } from "../material.js";
import { hoursBetween } from "./durations.js";
import { isAttributed, isAuthorised, isRetrospective, nameActors, type PopulationRow } from "./population-row.js";

/** Makes a row of each change that was made and undone between two looks. */
export function passingRows({ gathered, detailsOf }: EvidenceMaterial): readonly PopulationRow[] {
  return gathered.passing.map(({ engineId, change, seq }) => {
    const detail = detailsOf(seq, engineId)?.passing.get(change.id);
    const verdict = detail?.verdict ?? null;
    const [madeAfter, madeBefore] = change.between;
    return {
      ...{ changeId: change.id, kind: "passing change", engine: engineId },
      ...{ itemKind: change.artefact.kind, item: change.artefact.name, itemPath: change.artefact.path },
      case: change.held === "same" ? "changed and put back" : "made and taken away",
      nodes: change.role === "primary" ? "production" : "standby",
      ...{ parts: null, partsCount: null, severity: null },
      ...{ tier: detail?.tier ?? null, flow: detail?.flow ?? null, owner: detail?.owner ?? null },
      madeBy: nameActors(detail?.actors ?? change.change.actors),
      attributed: isAttributed(detail?.actors ?? change.change.actors, detail?.unattributable),
      ...{ madeAfter, madeBefore, foundAt: change.seenAt },
      ...{ firstVerdict: verdict, verdict, ticket: detail?.ticket ?? null },
      ...{ authorised: isAuthorised(verdict), retrospective: isRetrospective(verdict), explainedBy: null },
      disposition: `undone between two looks; deployed meanwhile: ${change.deployed}`,
      ...{ decidedBy: null, decidedAt: null, goneAt: madeBefore },
      ...{ hoursToDetect: hoursBetween(madeAfter, change.seenAt), hoursToDecide: null, hoursStanding: null },
      ...{ firstRun: seq, lastRun: seq, contentDigest: change.change.digest },
    };
  });
}
