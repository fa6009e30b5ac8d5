import type { DriftCase } from "#schemas/drift";
import { decisionOn } from "../../service-levels/decisions.js";
import type { SeenChange } from "../gather-population.js";
import type { RecordedDecision } from "../gatherer.js";
import type { EvidenceMaterial } from "../material.js";
import { dispositionOf } from "./disposition-of.js";
import { hoursBetween } from "./durations.js";
import { isAttributed, isAuthorised, isRetrospective, nameActors, type PopulationRow } from "./population-row.js";

/** Makes a row of each difference that stood in the period. */
export function differenceRows(material: EvidenceMaterial): readonly PopulationRow[] {
  return material.gathered.changes.map((change) => rowOf(change, material));
}

function rowOf(change: SeenChange, material: EvidenceMaterial): PopulationRow {
  const { life, firstSeq, lastSeq, firstVerdict, verdict, ticket } = change;
  const { engineId, findingId, foundAt, sinceAt, roles, digests } = life;
  const first = material.detailsOf(firstSeq, engineId)?.findings.get(findingId);
  const last = material.detailsOf(lastSeq, engineId)?.findings.get(findingId) ?? first;
  const decision = decisionOn(life, material.gathered.decisions);
  const [madeAfter = null, madeBefore = null] = last?.tookEffect ?? last?.changedBetween ?? [];
  return {
    changeId: findingId,
    kind: "difference",
    engine: engineId,
    itemKind: first?.artefact.kind ?? null,
    item: first?.artefact.name ?? null,
    itemPath: first?.artefact.path ?? null,
    case: first?.case ?? null,
    nodes: roles.map((role) => (role === "primary" ? "production" : "standby")).join(", ") || nodesOf(first?.case),
    parts: first === undefined ? null : partsOf(first.parts, first.partsCount),
    partsCount: first?.partsCount ?? null,
    severity: last?.severity ?? null,
    tier: last?.tier ?? null,
    flow: last?.flow ?? null,
    owner: last?.owner ?? null,
    madeBy: nameActors(last?.actors ?? []),
    attributed: isAttributed(last?.actors ?? [], last?.unattributable),
    madeAfter: madeAfter ?? sinceAt,
    madeBefore: madeBefore ?? foundAt,
    foundAt,
    firstVerdict,
    verdict,
    ticket,
    authorised: isAuthorised(verdict),
    retrospective: isRetrospective(verdict),
    explainedBy: last?.explainedBy == null ? null : `${last.explainedBy.by} ${last.explainedBy.id}`,
    disposition: dispositionOf(change, { decision, explainedBy: last?.explainedBy ?? null }),
    ...decided(decision, foundAt),
    goneAt: life.goneAt,
    hoursToDetect: hoursBetween(sinceAt, foundAt),
    hoursStanding: hoursBetween(foundAt, life.goneAt ?? material.parameters.to),
    firstRun: firstSeq,
    lastRun: lastSeq,
    contentDigest: digests[0] ?? null,
  };
}

function decided(decision: RecordedDecision | undefined, foundAt: string) {
  const { by = null, at = null } = decision ?? {};
  return { decidedBy: by, decidedAt: at, hoursToDecide: hoursBetween(foundAt, at) };
}

/** Where no node is on record that left the baseline: after an adoption it is the standby that stayed behind. */
function nodesOf(driftCase: DriftCase | undefined): string | null {
  if (driftCase === "standby-behind") return "standby";
  return driftCase === "production-changed" ? "production" : null;
}

function partsOf(parts: readonly string[], count: number): string {
  const more = count - parts.length;
  return [...parts, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}
