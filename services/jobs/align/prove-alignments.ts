import { AlignmentPlanned } from "#schemas/align-plan";
import type { AlignmentProved, AlignmentStanding } from "#schemas/alignment-standing";
import type { CheckReport } from "#schemas/check-report";
import type { Engine } from "#schemas/estate";
import { type Look, Run } from "#schemas/run";
import type { Snapshot } from "#schemas/snapshot";
import { judgeAlignment } from "#services/core/align/judge-alignment";
import { asSeen } from "#services/core/derive-report";
import type { Dialect } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { checkSchema } from "#services/core/policy/check-schema";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { leaveOutGaps, resolveGaps } from "#services/core/readiness/accepted-gaps";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";

export interface ProvingContext {
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
  readonly dialectOf: (engine: Engine) => Dialect;
  readonly now: () => Date;
}

/**
 * Holds the newest plan of each node against what a run saw of it, and records once that a plan was carried out. Nothing here
 * alters what the run found; what cannot be told is `unknown`.
 */
export async function proveAlignments(report: CheckReport, context: ProvingContext): Promise<AlignmentStanding[]> {
  const plans = await readUnproved(report, context.ledger);
  if (plans.length === 0) return [];
  const run = await findRun(report.runId, context.ledger);
  const standings: AlignmentStanding[] = [];
  for (const planned of plans) {
    const standing = await standingOf(planned, report, run, context);
    if (standing !== undefined) standings.push(standing);
  }
  return standings;
}

/** The newest plan of each node of the engines of a report that brings anything, where no run has proved it. */
async function readUnproved({ engines }: CheckReport, ledger: Ledger): Promise<readonly AlignmentPlanned[]> {
  const checked = new Set(engines.map(({ engineId }) => engineId));
  const newest = new Map<string, AlignmentPlanned>();
  for await (const { body } of ledger.records({ type: "alignment-planned" })) {
    if (!isPlanned(body) || !checked.has(body.engineId) || body.brings.length === 0) continue;
    const node = `${body.engineId}\0${body.nodeId}`;
    if (!newest.has(node)) newest.set(node, body);
  }
  if (newest.size === 0) return [];
  const proved = new Set<unknown>();
  for await (const { body } of ledger.records({ type: "alignment-proved" })) proved.add(body["plan"]);
  return [...newest.values()].filter(({ digest }) => !proved.has(digest));
}

function isPlanned(body: unknown): body is AlignmentPlanned {
  return checkSchema(body, AlignmentPlanned).length === 0;
}

async function findRun(runId: string, ledger: Ledger): Promise<Run | undefined> {
  for await (const { body } of ledger.records({ type: "run" })) if (body["runId"] === runId && isRun(body)) return body;
  return undefined;
}

function isRun(body: unknown): body is Run {
  return checkSchema(body, Run).length === 0;
}

async function standingOf(
  planned: AlignmentPlanned,
  report: CheckReport,
  run: Run | undefined,
  context: ProvingContext,
): Promise<AlignmentStanding | undefined> {
  const { engineId, nodeId, digest: plan, at: since } = planned;
  try {
    const { estate, policy = DEFAULT_POLICY } = parseGoverned((await context.repository.governed()).files);
    const engine = estate?.engines.find(({ id }) => id === engineId);
    if (engine === undefined) return undefined;
    const looks = run?.engines.find((each) => each.engineId === engineId)?.looks ?? [];
    const look = looks.find((each) => each.nodeId === nodeId);
    const dialect = context.dialectOf(engine);
    const coverages = looks.flatMap(({ coverage }) => coverage ?? []);
    const { separableSources } = dialect;
    const gaps = resolveGaps({ engineId, policy, at: report.at, coverages, separableSources });
    const read = await openRead(look, context);
    const snapshot = read && leaveOutGaps(read.snapshot, gaps);
    const baseline = await provenBaseline(engineId, context);
    const standing = judgeAlignment(planned, { at: report.at, snapshot, baseline, dialect: dialect.version });
    if (read !== undefined && standing?.state === "proved")
      await record({ plan, engineId, nodeId, runId: report.runId, snapshot: read.commit }, context);
    return standing;
  } catch (error) {
    if (!(error instanceof LockstepError) || error.family === "internal") throw error;
    return { engineId, nodeId, plan, since, state: "unknown", message: `Nobody can tell: ${error.message}` };
  }
}

interface Read {
  readonly commit: string;
  readonly snapshot: Snapshot;
}

/** What this very run saw of a node. */
async function openRead(look: Look | undefined, { repository }: ProvingContext): Promise<Read | undefined> {
  if (look === undefined || look.commit === null || look.takenAt === null || look.problems.length > 0) return undefined;
  const { snapshot, commit } = await repository.openSnapshotCommit(look.commit);
  return { commit, snapshot: asSeen({ snapshot, look }) ?? snapshot };
}

async function provenBaseline(engineId: string, { repository }: ProvingContext): Promise<string | undefined> {
  const baseline = await repository.openBaseline(engineId);
  return baseline === undefined || "unproven" in baseline.approval ? undefined : baseline.snapshot.digest;
}

async function record(proved: AlignmentProved, { ledger, now }: ProvingContext): Promise<void> {
  await ledger.append({
    type: "alignment-proved",
    actor: "lockstep",
    at: now().toISOString(),
    body: { ...proved },
  });
}
