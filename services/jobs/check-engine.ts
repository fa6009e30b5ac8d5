import type { EngineReport } from "#schemas/check-report";
import type { Engine, EngineNode } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import type { EngineRun, Look } from "#schemas/run";
import type { EngineEvent } from "#schemas/snapshot";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { type JudgedNode, reportDigest } from "#services/core/derive-report";
import { matchTickets } from "#services/core/match-tickets";
import { pairOf } from "#services/core/pair-of";
import type { Problem } from "#services/core/readiness-input";
import type { EstateRepository, Ledger, StoredArtefacts, StoredBaseline } from "#services/ports/estate-repository";
import { type Collection, type CollectionContext, collectNode } from "./collect-node.js";
import { createEarlierBaselines } from "./earlier-baselines.js";
import { gatherChanges } from "./gather-changes.js";
import { judgeEngine } from "./judge-engine.js";
import { createLookHistory, type LookHistory } from "./look-history.js";
import { rederiveBaseline } from "./rederive-baseline.js";

export interface EngineCheck extends CollectionContext {
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
  readonly policy: Policy;
  readonly policyCommit: string;
  readonly tickets: TicketReading | undefined;
  readonly problems: readonly Problem[];
  readonly at: string;
}

export interface CheckedEngine {
  readonly report: EngineReport;
  readonly run: EngineRun;
}

/** Reads both nodes of an engine side by side, as they are two servers, and judges what is stored then. */
export async function checkEngine(engine: Engine, context: EngineCheck): Promise<CheckedEngine> {
  const history = createLookHistory(context.ledger, engine.id);
  const pair = pairOf(engine);
  const [production, standby] = await bothDone(
    lookAt(engine, pair.production, context, history),
    lookAt(engine, pair.standby, context, history),
  );
  const baseline = await rederiveBaseline(engine, context);
  const at = context.now().toISOString();
  const { report, changes } = await judgeEngine(
    {
      engine,
      at,
      policy: context.policy,
      policyCommit: context.policyCommit,
      production: production.judged,
      standby: standby.judged,
      stores: { production: production.stored, standby: standby.stored },
      baseline,
      problems: context.problems,
    },
    {
      dialect: context.dialect,
      changesOf: (findings, commentsOf) =>
        gatherChanges(findings, {
          engineId: engine.id,
          production: production.judged,
          standby: standby.judged,
          events: { production: production.events, standby: standby.events },
          repository: context.repository,
          history,
          referencePatterns: context.policy.changeControl.referencePatterns,
          dialect: context.dialect.version,
          baselineSince: approvedAt(baseline),
          earlierBaselines: createEarlierBaselines(context.repository, context.ledger, engine.id),
          commentsOf,
        }),
      authorise: (findings, facts) =>
        matchTickets(findings, {
          tickets: context.tickets === undefined ? [] : [context.tickets],
          changes: facts,
          policy: context.policy,
          at,
        }),
    },
  );
  return {
    report,
    run: runOf(engine, [production.judged, standby.judged], baseline, changes, report, at),
  };
}

/** Waits for both, also where one fails: nothing goes on reading behind the back of a run that has ended. */
async function bothDone<T>(a: Promise<T>, b: Promise<T>): Promise<[T, T]> {
  await Promise.allSettled([a, b]);
  return [await a, await b];
}

interface LookedAt {
  readonly judged: JudgedNode;
  readonly stored: StoredArtefacts | undefined;
  readonly events: readonly EngineEvent[];
}

async function lookAt(engine: Engine, node: EngineNode, context: EngineCheck, history: LookHistory): Promise<LookedAt> {
  const collection = await collectNode(engine, node, context);
  if (collection.state === "read") {
    const stored = await context.repository.openSnapshotCommit(collection.ref.commit);
    const look = lookOf(node, collection);
    return {
      judged: { node, look, snapshot: stored.snapshot },
      stored,
      events: collection.snapshot.facts.events ?? [],
    };
  }
  const stored = await context.repository.openSnapshot(engine.id, node.id);
  const last = await history.lastLook(node.id);
  const look: Look = {
    nodeId: node.id,
    role: node.role,
    takenAt: null,
    commit: stored?.commit ?? null,
    seenAt: last?.seenAt ?? stored?.snapshot.takenAt ?? null,
    digest: stored?.snapshot.digest ?? null,
    changed: false,
    coverage: stored?.snapshot.coverage ?? null,
    problems: [collection.problem],
  };
  return { judged: { node, look, snapshot: stored?.snapshot }, stored, events: [] };
}

function lookOf(node: EngineNode, { snapshot, ref }: Extract<Collection, { state: "read" }>): Look {
  const { clockSkewMs } = snapshot.facts;
  return {
    nodeId: node.id,
    role: node.role,
    takenAt: snapshot.takenAt,
    commit: ref.commit,
    seenAt: snapshot.takenAt,
    digest: snapshot.digest,
    changed: ref.changed,
    ...(clockSkewMs === undefined ? {} : { clockSkewMs }),
    coverage: snapshot.coverage,
    problems: [],
  };
}

function runOf(
  engine: Engine,
  nodes: readonly JudgedNode[],
  baseline: StoredBaseline | undefined,
  changes: EngineRun["changes"],
  report: EngineReport,
  at: string,
): EngineRun {
  return {
    engineId: engine.id,
    at,
    looks: nodes.map((node) => node.look),
    baseline: baseline === undefined ? null : { commit: baseline.commit, ...provenBy(baseline) },
    changes,
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
