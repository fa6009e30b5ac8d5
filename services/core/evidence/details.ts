import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import type { PassingChange } from "#schemas/passing-change";
import type { Gathered } from "./gatherer.js";

/** What a run says, derived again, of what it found: everything but values of configuration. */
export interface RunDetails {
  readonly findings: ReadonlyMap<string, FindingDetail>;
  readonly passing: ReadonlyMap<string, PassingDetail>;
  /** What stood against readiness, by code, and whose it is to mend. */
  readonly blockers: readonly string[];
  readonly owners: readonly string[];
  readonly byOverride: boolean;
  readonly overrides: NonNullable<EngineReport["readiness"]["overrides"]>;
  readonly nodes: EngineReport["nodes"];
  readonly tiers: readonly string[];
  readonly singleHanded: NonNullable<EngineReport["singleHanded"]>;
}

export type FindingDetail = Pick<
  Finding,
  "artefact" | "case" | "severity" | "tier" | "flow" | "owner" | "explainedBy"
> & {
  /** Which of its parts differed, in words, and how many. */
  readonly parts: readonly string[];
  readonly partsCount: number;
} & Pick<
    Finding["authorisation"],
    "actors" | "unattributable" | "changedBetween" | "tookEffect" | "verdict" | "ticket"
  >;

export type PassingDetail = Pick<PassingChange, "tier" | "flow" | "owner"> &
  Pick<Finding["authorisation"], "actors" | "unattributable" | "verdict" | "ticket">;

/** Which run of which engine is to be derived again. */
export interface DetailsNeed {
  readonly seq: number;
  readonly engineId: string;
}

/** How many parts of one change are named. */
const MAX_PARTS = 12;

/** Tells what has to be derived again: first and last sight of each change, the end of each day that was not ready, and the last check. */
export function needsOf({ changes, passing, days, last }: Gathered): readonly DetailsNeed[] {
  const needs = new Map<string, DetailsNeed>();
  const need = (seq: number, engineId: string): unknown => needs.set(`${seq} ${engineId}`, { seq, engineId });
  for (const { life, firstSeq, lastSeq } of changes) for (const seq of [firstSeq, lastSeq]) need(seq, life.engineId);
  for (const { seq, engineId } of passing) need(seq, engineId);
  for (const { last: end, engineId } of days) if (end !== null) need(end.seq, engineId);
  for (const [engineId, { seq }] of last) need(seq, engineId);
  return [...needs.values()].sort((a, b) => a.seq - b.seq);
}

/** Keeps of a report what rows are made of. */
export function detailsOf({ findings, passing = [], readiness, nodes, singleHanded = [] }: EngineReport): RunDetails {
  const against = readiness.reasons.filter(({ verdict }) => verdict !== "ready");
  return {
    findings: new Map(findings.map((finding) => [finding.id, findingDetail(finding)])),
    passing: new Map(passing.map((change) => [change.id, passingDetail(change)])),
    blockers: [...new Set(against.map(({ code }) => code))].sort(),
    owners: [...new Set(against.map(({ owner }) => owner))].sort(),
    byOverride: readiness.verdict === "ready" && (readiness.setAside ?? []).length > 0,
    overrides: readiness.overrides ?? [],
    nodes,
    tiers: Object.keys(readiness.byTier).sort(),
    singleHanded,
  };
}

function findingDetail(finding: Finding): FindingDetail {
  const { artefact, case: driftCase, severity, tier, flow, owner, explainedBy, changes, authorisation } = finding;
  const { actors, unattributable, changedBetween, tookEffect, verdict, ticket } = authorisation;
  return {
    ...{ artefact, case: driftCase, severity, tier, flow, owner, explainedBy },
    parts: changes.slice(0, MAX_PARTS).map(({ label }) => label),
    partsCount: changes.length,
    ...{ actors, changedBetween, verdict, ticket },
    ...(unattributable === undefined ? {} : { unattributable }),
    ...(tookEffect === undefined ? {} : { tookEffect }),
  };
}

function passingDetail({ tier, flow, owner, authorisation }: PassingChange): PassingDetail {
  const { actors, unattributable, verdict, ticket } = authorisation;
  return { tier, flow, owner, actors, verdict, ticket, ...(unattributable === undefined ? {} : { unattributable }) };
}
