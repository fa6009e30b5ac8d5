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

/** Which run of which engine is to be derived again, and what of it is wanted beside how the engine stood. */
export interface DetailsNeed {
  readonly seq: number;
  readonly engineId: string;
  /** Ids. */
  readonly findings: ReadonlySet<string>;
  readonly passing: ReadonlySet<string>;
  /** Whether it is the last check of the engine: then its nodes are wanted too. */
  readonly isLast: boolean;
}

/** How many parts of one change are named. */
const MAX_PARTS = 12;

/**
 * Tells what has to be derived again: first and last sight of each change, the end of each day that was not plainly ready,
 * and the last check.
 */
export function needsOf({ changes, passing, days, last }: Gathered): readonly DetailsNeed[] {
  const needs = new Map<string, DetailsNeed & { readonly findings: Set<string>; readonly passing: Set<string> }>();
  const need = (seq: number, engineId: string) => {
    const key = `${seq} ${engineId}`;
    const isLast = last.get(engineId)?.seq === seq;
    const known = needs.get(key) ?? { seq, engineId, findings: new Set<string>(), passing: new Set<string>(), isLast };
    needs.set(key, known);
    return known;
  };
  for (const { life, firstSeq, lastSeq } of changes)
    for (const seq of [firstSeq, lastSeq]) need(seq, life.engineId).findings.add(life.findingId);
  for (const { seq, engineId, change } of passing) need(seq, engineId).passing.add(change.id);
  for (const { last: end, engineId } of days) if (end !== null && !end.isPlain) need(end.seq, engineId);
  for (const [engineId, { seq }] of last) need(seq, engineId);
  return [...needs.values()].sort((a, b) => a.seq - b.seq);
}

/** Keeps of a report what rows are made of, and no more: there is one for every engine and day. */
export function detailsOf(
  { findings, passing = [], readiness, nodes, singleHanded = [] }: EngineReport,
  wanted: Pick<DetailsNeed, "findings" | "passing" | "isLast">,
): RunDetails {
  const against = readiness.reasons.filter(({ verdict }) => verdict !== "ready");
  const ownFindings = findings.filter(({ id }) => wanted.findings.has(id));
  const ownPassing = passing.filter(({ id }) => wanted.passing.has(id));
  return {
    findings: new Map(ownFindings.map((finding) => [finding.id, findingDetail(finding)])),
    passing: new Map(ownPassing.map((change) => [change.id, passingDetail(change)])),
    blockers: [...new Set(against.map(({ code }) => code))].sort(),
    owners: [...new Set(against.map(({ owner }) => owner))].sort(),
    byOverride: readiness.verdict === "ready" && (readiness.setAside ?? []).length > 0,
    overrides: readiness.overrides ?? [],
    nodes: wanted.isLast ? nodes : [],
    tiers: wanted.isLast ? Object.keys(readiness.byTier).sort() : [],
    singleHanded: wanted.isLast ? singleHanded : [],
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
