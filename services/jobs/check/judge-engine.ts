import type { SingleHandedDecision } from "#schemas/authorisation";
import type { EngineReport } from "#schemas/check-report";
import type { Engine } from "#schemas/estate";
import type { KnownExercise } from "#schemas/exercise";
import type { Finding } from "#schemas/finding";
import type { Policy } from "#schemas/policy";
import type { ChangesByFinding, PassingRecord } from "#schemas/run";
import { compare, type OpenedComparison, type PlannedComparison, planComparison } from "#services/core/compare";
import { reachesValue } from "#services/core/comparison/check-expectations";
import { nameReferences } from "#services/core/comparison/name-references";
import { noticeDrifts } from "#services/core/comparison/notice-findings";
import { type Expectation, resolveExpectations } from "#services/core/comparison/resolve-expectations";
import { mapSides, type Sides } from "#services/core/comparison/sides";
import { asSeen, deriveReport, type JudgedNode } from "#services/core/derive-report";
import type { Dialect } from "#services/core/dialect";
import { judge } from "#services/core/judge";
import type { Overrides } from "#services/core/override/resolve-overrides";
import { type AcceptedGaps, resolveGaps } from "#services/core/readiness/accepted-gaps";
import { isAbsenceDoubtful } from "#services/core/readiness/is-absence-doubtful";
import type { Problem, PurgedArtefact } from "#services/core/readiness/readiness-input";
import type { StoredArtefacts, StoredBaseline } from "#services/ports/estate-repository";
import { authoriseAll } from "./authorise-all.js";
import { type Comments, type CommentsOf, commentsOf } from "./comments-of.js";
import { openComparisons } from "./open-comparisons.js";
import { withoutGaps } from "./without-gaps.js";

/** Everything a verdict on one engine rests on; all of it stored, so that it can be derived again. */
export interface EngineInputs {
  /** With the roles that hold now. */
  readonly engine: Engine;
  /** As `estate.yaml` declares it. */
  readonly declared: Engine;
  readonly at: string;
  readonly policy: Policy;
  readonly policyCommit: string;
  readonly production: JudgedNode;
  readonly standby: JudgedNode;
  readonly stores: { readonly production: StoredArtefacts | undefined; readonly standby: StoredArtefacts | undefined };
  readonly baseline: StoredBaseline | undefined;
  readonly problems: readonly Problem[];
  /** What one person alone decided, as the run before counted it. */
  readonly singleHanded?: readonly SingleHandedDecision[] | undefined;
  /** What came and went on any node, where this standby is the one that the engine's verdict is about. */
  readonly passing?: PassingRecord | undefined;
  /** Of each kind the latest exercise that proved the engine, where this standby is the one that the engine's verdict is about. */
  readonly exercised?: readonly KnownExercise[] | undefined;
  /** What people have set aside for now, where this standby is the one that the engine's verdict is about. */
  readonly overrides?: Overrides | undefined;
}

export interface JudgeSteps {
  readonly dialect: Dialect;
  /** What is known of the change behind each finding: found out now, or read from the record of a run. */
  readonly changesOf: (findings: readonly Finding[], commentsOf: CommentsOf) => Promise<ChangesByFinding>;
  /** Gives each finding its authorisation. */
  readonly authorise: (findings: readonly Finding[], changes: ChangesByFinding) => Promise<Finding[]>;
}

export interface JudgedEngine {
  readonly report: EngineReport;
  /** What could not be compared because its content was purged. */
  readonly purged: readonly PurgedArtefact[];
  readonly changes: ChangesByFinding;
}

/** Compares, judges, asks for authority and assesses: from what is stored to the report. */
export async function judgeEngine(inputs: EngineInputs, steps: JudgeSteps): Promise<JudgedEngine> {
  const gaps = gapsOf(inputs, steps.dialect);
  const compared = withoutGaps(inputs, gaps);
  const { findings, comments, purged, reached } = await findDifferences(compared, steps.dialect);
  const changes = await steps.changesOf(findings, (finding, side) => comments.get(finding.id)?.[side] ?? []);
  const authorised = await authoriseAll(findings, changes, {
    ...inputs,
    ...steps,
    hasBaseline: inputs.baseline !== undefined,
    passing: inputs.passing,
  });
  const report = deriveReport({
    ...inputs,
    gaps,
    baseline: baselineFor(compared),
    baselineReport: describeBaseline(inputs.baseline),
    findings: authorised.findings,
    passing: authorised.passing,
    untold: inputs.passing?.untold,
    entries: [compared.production, compared.standby].flatMap(({ snapshot }) => snapshot?.entries ?? []),
    interfaceKinds: steps.dialect.interfaceKinds,
    hidingKinds: steps.dialect.hidingKinds,
    purged,
    pathless: [...reached].flatMap(([id, isReached]) => (isReached ? [] : [id])),
  });
  return { report, changes, purged };
}

function gapsOf({ engine, policy, at, production, standby }: EngineInputs, dialect: Dialect): AcceptedGaps {
  const coverages = [production, standby].flatMap((node) => asSeen(node)?.coverage ?? []);
  return resolveGaps({ engineId: engine.id, policy, at, coverages, separableSources: dialect.separableSources });
}

/** How many artefacts are held open at once: what differs wholly must not fill the memory. */
const BATCH = 100;

interface Differences {
  readonly purged: PurgedArtefact[];
  readonly findings: Finding[];
  readonly comments: Map<string, Comments>;
  /** Whether the path of an expected difference led anywhere, by its id, for those whose artefacts were opened. */
  readonly reached: Map<string, boolean>;
}

async function findDifferences(inputs: EngineInputs, dialect: Dialect): Promise<Differences> {
  const { engine, policy, at } = inputs;
  const differences: Differences = { findings: [], comments: new Map(), purged: [], reached: new Map() };
  const stores = sidesOf(inputs);
  if (stores === undefined) return differences;
  const about = { engineId: engine.id, engineOwner: engine.owner };
  const context = { ...about, policy, at, dialect, operability: operabilityOf(inputs) };
  const planned = planComparison(engine.id, entriesOf(stores), expectationsOf(inputs)).filter(isRead(inputs, dialect));
  const entries = Object.values(stores).flatMap((store: StoredArtefacts | undefined) => store?.snapshot.entries ?? []);
  for (let start = 0; start < planned.length; start += BATCH) {
    const batch = planned.slice(start, start + BATCH);
    const { opened, purged } = await openComparisons(batch, stores);
    differences.purged.push(...purged.map((item) => ofStoredSides(item, inputs)));
    // What was not opened may hold what a rule speaks of.
    const unopened = batch.filter(({ artefact }) => !opened.some((item) => item.artefact === artefact));
    for (const { id } of unopened.flatMap(({ rules }) => rules)) differences.reached.set(id, true);
    for (const item of opened) {
      noteReached(item, differences.reached);
      const found = judge(nameReferences(compare([item], dialect), entries), context);
      differences.findings.push(...found);
      for (const finding of found) differences.comments.set(finding.id, commentsOf(item, finding, found));
    }
  }
  const noticed = noticeDrifts(inputs.production.snapshot, inputs.standby.snapshot);
  differences.findings.push(...judge(noticed, context));
  return differences;
}

function noteReached({ rules, artefacts }: OpenedComparison, reached: Map<string, boolean>): void {
  const trees = mapSides(artefacts, ({ root }) => root);
  for (const rule of rules) {
    if (reached.get(rule.id) !== true) reached.set(rule.id, reachesValue(trees, rule));
  }
}

/** Without a baseline production stands in for it, and is named once. */
function ofStoredSides({ artefact, sides }: PurgedArtefact, { baseline }: EngineInputs): PurgedArtefact {
  return { artefact, sides: baseline === undefined ? sides.filter((side) => side !== "baseline") : sides };
}

/** An artefact that a node lacks, where the node was not read whole, is unread and not missing. */
function isRead(
  { production, standby, baseline, policy }: EngineInputs,
  { hidingKinds }: Dialect,
): (item: PlannedComparison) => boolean {
  const isDoubtful = (node: JudgedNode, partner: JudgedNode): boolean => {
    const seen = asSeen(node);
    const context = { baseline: baseline?.snapshot, partner: asSeen(partner), policy, hidingKinds };
    return seen === undefined || isAbsenceDoubtful(seen, context);
  };
  const doubt = { production: isDoubtful(production, standby), standby: isDoubtful(standby, production) };
  return ({ entries }) =>
    !(doubt.production && entries.production === undefined) && !(doubt.standby && entries.standby === undefined);
}

/** Without a baseline production is shown against standby; the verdict stays unknown. */
function sidesOf(inputs: EngineInputs): Sides<StoredArtefacts> | undefined {
  const { production, standby } = inputs.stores;
  if (production === undefined || standby === undefined) return undefined;
  return { baseline: inputs.baseline ?? production, production, standby };
}

function entriesOf(stores: Sides<StoredArtefacts>): Parameters<typeof planComparison>[1] {
  return {
    baseline: stores.baseline?.snapshot.entries,
    production: stores.production?.snapshot.entries,
    standby: stores.standby?.snapshot.entries,
  };
}

function expectationsOf({ engine, policy, production, standby, at }: EngineInputs): Expectation[] {
  const pair = { engine, production: production.node.id, standby: standby.node.id };
  return resolveExpectations(policy.expectedDifferences, pair, at);
}

function operabilityOf({ production, standby }: EngineInputs): Parameters<typeof judge>[1]["operability"] {
  return {
    production: production.snapshot?.facts.operability ?? [],
    standby: standby.snapshot?.facts.operability ?? [],
  };
}

function baselineFor({ engine, baseline }: EngineInputs): Parameters<typeof deriveReport>[0]["baseline"] {
  if (baseline === undefined)
    return { missing: "none", message: `No baseline of '${engine.id}' has been approved yet.` };
  if ("unproven" in baseline.approval) return { missing: "unproven", message: baseline.approval.unproven };
  return { snapshot: baseline.snapshot };
}

function describeBaseline(baseline: StoredBaseline | undefined): EngineReport["baseline"] {
  if (baseline === undefined || "unproven" in baseline.approval) return null;
  const { actor, body } = baseline.approval.record;
  const { ticket, reviewed } = body;
  return {
    commit: baseline.commit,
    digest: baseline.snapshot.digest,
    approver: actor,
    ticket: typeof ticket === "string" ? ticket : null,
    reviewed: reviewed === true,
  };
}
