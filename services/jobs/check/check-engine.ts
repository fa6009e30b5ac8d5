import type { EngineReport } from "#schemas/check-report";
import type { Engine, EngineNode, Role } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import type { EngineRun, TicketsJudged } from "#schemas/run";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { countLooks } from "#services/core/collection/count-looks";
import { type JudgedNode, reportDigest } from "#services/core/derive-report";
import { knownExercises } from "#services/core/exercise/known-exercises";
import { matchTickets } from "#services/core/match-tickets";
import { followRoles, type ToldRoles } from "#services/core/readiness/follow-roles";
import { pairOf } from "#services/core/readiness/pair-of";
import type { Problem } from "#services/core/readiness/readiness-input";
import type { CollectionStore, KeptUpload } from "#services/ports/collection-store";
import type { EstateRepository, Ledger, StoredBaseline } from "#services/ports/estate-repository";
import { findHandedIn } from "../collect/find-handed-in.js";
import { exercisesOnRecord } from "../exercise/exercises-on-record.js";
import type { CollectionContext } from "../look/collect-node.js";
import { createLookHistory, type LookHistory } from "../look/look-history.js";
import { readOverrides } from "../record/read-overrides.js";
import type { TicketBook } from "../tickets/open-ticket-book.js";
import { createEarlierBaselines } from "./earlier-baselines.js";
import { gatherChanges } from "./gather-changes.js";
import { gatherPassing } from "./gather-passing.js";
import { type EngineNodes, type JudgedStandbys, judgeStandbys } from "./judge-standbys.js";
import { type LookedAt, lookAtNode } from "./look-at-node.js";
import { type RederivedBaseline, rederiveBaseline } from "./rederive-baseline.js";

export interface EngineCheck extends CollectionContext {
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
  readonly policy: Policy;
  readonly policyCommit: string;
  readonly tickets: TicketReading | undefined;
  readonly ticketBook: TicketBook;
  readonly problems: readonly Problem[];
  readonly at: string;
  readonly onRederived?: (rederived: RederivedBaseline) => void;
  /** What collectors handed in. Left out: nothing can have been. */
  readonly collections?: CollectionStore;
  /** Called when every node was looked at. */
  readonly onLooked?: () => void;
}

export interface CheckedEngine {
  readonly report: EngineReport;
  readonly run: EngineRun;
}

/** Reads the nodes of an engine side by side, as they are servers of their own, and judges what is stored then. */
export async function checkEngine(engine: Engine, context: EngineCheck): Promise<CheckedEngine> {
  const history = createLookHistory(context.ledger, engine.id);
  const handedIn = await findHandedIn(engine, context);
  const looks = await lookAtAll(engine, { ...context, handedIn }, history);
  context.onLooked?.();
  const acting = followRoles(engine, rolesToldIn(looks));
  const nodes = arrange(acting, looks);
  const baseline = await rederiveBaseline(engine, context);
  const at = context.now().toISOString();
  const { policy, policyCommit, problems } = context;
  const { interfaceKinds } = context.dialect;
  const earlierBaselines = createEarlierBaselines(context.repository, context.ledger, engine.id);
  const overrides = await readOverrides(context.ledger, { engineId: engine.id, at, policy });
  const exercised = knownExercises(await exercisesOnRecord(context.ledger), engine.id);
  const known = await history.knownDecisions();
  const passing = await gatherPassing([nodes.production, nodes.standby, ...nodes.others], {
    engineId: engine.id,
    repository: context.repository,
    history,
    referencePatterns: policy.changeControl.referencePatterns,
    at,
  });
  const judgedTickets: Record<string, TicketsJudged> = {};
  const { report, changes, verdicts } = await judgeStandbys(
    {
      engine: acting,
      declared: engine,
      at,
      policy,
      policyCommit,
      baseline,
      problems,
      overrides,
      singleHanded: known.singleHanded,
      passing,
      exercised,
    },
    nodes,
    (standby) => ({
      dialect: context.dialect,
      changesOf: (findings, commentsOf) =>
        gatherChanges(findings, {
          engineId: engine.id,
          production: nodes.production.judged,
          standby: standby.judged,
          recorded: { production: nodes.production.recorded, standby: standby.recorded },
          repository: context.repository,
          history,
          referencePatterns: policy.changeControl.referencePatterns,
          dialect: context.dialect.version,
          baselineSince: approvedAt(baseline),
          earlierBaselines,
          commentsOf,
        }),
      authorise: async (findings, changes) => {
        const booked = await context.ticketBook.readFor(changes);
        if (booked !== undefined) judgedTickets[standby.judged.node.id] = booked.judged;
        return matchTickets(findings, {
          tickets: booked?.readings ?? [],
          earlier: booked?.earlier ?? [],
          changes,
          policy,
          interfaceKinds,
          dialect: context.dialect.version,
          known: known.verdicts[standby.judged.node.id] ?? {},
          at,
        });
      },
    }),
  );
  const looked = [nodes.production, nodes.standby, ...nodes.others].map(({ judged }) => judged);
  // What does not add up is told as an engine whose check broke off, and never as one that was looked at.
  const nodeIds = engine.nodes.map(({ id }) => id);
  const counted = countLooks(
    nodeIds,
    looked.map(({ look }) => look),
  );
  const judged = runOf(engine, looked, baseline, { changes, verdicts }, report, at);
  const told = {
    ...{ ...judged, counted, ...collectedIn(handedIn) },
    ...(passing === undefined ? {} : { passing }),
    ...(exercised.length === 0 ? {} : { exercised: [...exercised] }),
  };
  const run = Object.keys(judgedTickets).length === 0 ? told : { ...told, tickets: judgedTickets };
  return { report, run: overrides.records.length === 0 ? run : { ...run, overrides: [...overrides.records] } };
}

function collectedIn(handedIn: KeptUpload | undefined): Pick<EngineRun, "collected"> {
  if (handedIn === undefined) return {};
  const { upload, digest } = handedIn;
  return { collected: { collector: upload.collector, sequence: upload.sequence, upload: digest } };
}

async function lookAtAll(engine: Engine, context: EngineCheck, history: LookHistory): Promise<readonly LookedAt[]> {
  const pair = pairOf(engine);
  const nodes = [pair.production, pair.standby, ...pair.others];
  const looks = nodes.map((node) => lookAtNode(engine, node, context, history));
  // All are waited for, also where one fails: nothing goes on reading behind the back of a run that has ended.
  await Promise.allSettled(looks);
  return Promise.all(looks);
}

/** What the nodes said of their roles just now; what a node said before it could not be read any more is no fact. */
function rolesToldIn(looks: readonly LookedAt[]): ToldRoles {
  const told = looks.flatMap(({ judged: { node, look, snapshot } }): [string, Role][] => {
    const role = look.problems.length === 0 ? snapshot?.facts.reportedRole : undefined;
    return role === undefined ? [] : [[node.id, role]];
  });
  return new Map(told);
}

/** The looks as production and standbys, by the roles that hold now. */
function arrange(acting: Engine, looks: readonly LookedAt[]): EngineNodes<LookedAt> {
  const lookAt = (node: EngineNode): LookedAt => {
    const look = looks.find(({ judged }) => judged.node.id === node.id);
    if (look === undefined) throw new Error("every node of a pair was looked at");
    return { ...look, judged: { ...look.judged, node, look: { ...look.judged.look, role: node.role } } };
  };
  const { production, standby, others } = pairOf(acting);
  return { production: lookAt(production), standby: lookAt(standby), others: others.map(lookAt) };
}

function runOf(
  engine: Engine,
  nodes: readonly JudgedNode[],
  baseline: StoredBaseline | undefined,
  { changes, verdicts }: Pick<JudgedStandbys, "changes" | "verdicts">,
  report: EngineReport,
  at: string,
): EngineRun {
  return {
    engineId: engine.id,
    at,
    looks: nodes.map((node) => node.look),
    baseline: baseline === undefined ? null : { commit: baseline.commit, ...provenBy(baseline) },
    changes,
    verdicts,
    ...(report.singleHanded === undefined ? {} : { singleHanded: report.singleHanded }),
    verdict: report.readiness.verdict,
    findings: report.findings.length,
    waiting: report.waiting.length,
    expiresAt: report.readiness.expiresAt,
    reportDigest: reportDigest(report),
  };
}

function provenBy({ approval }: StoredBaseline): { record: string | null; unproven?: string } {
  return "record" in approval ? { record: approval.record.hash } : { record: null, unproven: approval.unproven };
}

/** When people approved the content, whichever reader wrote it down since. */
function approvedAt(baseline: StoredBaseline | undefined): string | null {
  if (baseline === undefined || "unproven" in baseline.approval) return null;
  const { at, body } = baseline.approval.record;
  return typeof body["approvedAt"] === "string" ? body["approvedAt"] : at;
}
