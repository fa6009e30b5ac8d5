import type { EngineReport } from "#schemas/check-report";
import type { Engine, EngineNode } from "#schemas/estate";
import type { KnownExercise } from "#schemas/exercise";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { Policy } from "#schemas/policy";
import type { EngineRun, Run } from "#schemas/run";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { reportDigest } from "#services/core/derive-report";
import type { Dialect } from "#services/core/dialect";
import { type ErrorCode, LockstepError } from "#services/core/errors";
import { exchangeRoles, exchangeRoleValues } from "#services/core/gate/exchange-roles";
import { matchTickets } from "#services/core/match-tickets";
import type { Overrides } from "#services/core/override/resolve-overrides";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";
import { parseGovernedOnce } from "#services/core/policy/parse-governed-once";
import { withRoles } from "#services/core/readiness/follow-roles";
import { pairOf } from "#services/core/readiness/pair-of";
import type { Problem, PurgedArtefact } from "#services/core/readiness/readiness-input";
import type { EstateRepository, Ledger, StoredBaseline } from "#services/ports/estate-repository";
import type { TicketStore } from "#services/ports/ticket-store";
import { bodyOfRun } from "../look/look-history.js";
import { reopenOverrides } from "../record/read-overrides.js";
import { type JudgedTickets, readJudgedTickets } from "../tickets/read-judged-tickets.js";
import { judgeStandbys } from "./judge-standbys.js";
import { neverLooked, type OpenedNode } from "./look-at-node.js";
import { reportFailure } from "./report-failure.js";

export interface RederiveContext {
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
  readonly ticketStore: TicketStore;
  readonly dialectOf: (engine: Engine) => Dialect;
}

/** A verdict derived again, and whether it is the one recorded, byte for byte. */
export interface RederivedRun {
  readonly run: Run;
  readonly engineRun: EngineRun;
  readonly report: EngineReport;
  readonly same: boolean;
  /** What it rests on and what was purged from the repository, now or already then. */
  readonly purged: readonly PurgedArtefact[];
}

/** What a run recorded of one engine, and the number of its record. */
export interface RecordedRun {
  readonly seq: number;
  readonly run: Run;
  readonly engineRun: EngineRun;
}

/** How many records back an overlapping run is looked for. */
const MAX_OVERLAP = 10;

/**
 * Finds the run with the last look at an engine. Of two that overlapped, the one that began to look earlier may be recorded
 * later: what counts is when it looked.
 */
export async function findLastRun(ledger: Pick<Ledger, "records">, engineId: string): Promise<RecordedRun | undefined> {
  let last: RecordedRun | undefined;
  let seen = 0;
  for await (const record of ledger.records({ type: "run", engineId })) {
    const run = bodyOfRun(record);
    const engineRun = run.engines.find((engine) => engine.engineId === engineId);
    if (engineRun === undefined) continue;
    if (last === undefined || overtook(engineRun, last.engineRun)) last = { seq: record.seq, run, engineRun };
    if (++seen >= MAX_OVERLAP) break;
  }
  return last;
}

/** The earlier record looked later, and before the later record was judged: anything else is a clock that was set. */
function overtook(earlier: EngineRun, later: EngineRun): boolean {
  const looked = lookedAt(earlier);
  return looked > lookedAt(later) && looked <= later.at;
}

/** The older of its looks; a run that could not look counts from when it said so. */
function lookedAt({ looks, at }: EngineRun): string {
  return [at, ...looks.map(({ takenAt }) => takenAt ?? at)].sort()[0] ?? at;
}

/**
 * Derives the report of a recorded run again, from the commits and records that it names and from nothing else.
 *
 * @param given what is to take the place of what it was judged with: to say what holds now, or what another policy would say
 * @throws LockstepError `store-unsound`, `estate-invalid` where the estate of that time no longer reads
 */
export async function rederiveRun(
  { run, engineRun }: { run: Run; engineRun: EngineRun },
  context: RederiveContext,
  given: GivenInputs = {},
): Promise<RederivedRun> {
  const { repository, ledger } = context;
  const { files } = await repository.governedAt(run.policyCommit);
  const governed = parseGovernedOnce(files);
  const declared = governed.estate?.engines.find(({ id }) => id === engineRun.engineId);
  if (declared === undefined)
    throw new LockstepError(
      "estate-invalid",
      `The estate at ${run.policyCommit} has no engine '${engineRun.engineId}'.`,
    );
  if (engineRun.failure !== undefined)
    return rederiveFailure({ run, engineRun }, declared, governed.policy ?? DEFAULT_POLICY, given);
  const then = withRoles(declared, new Map(engineRun.looks.map(({ nodeId, role }) => [nodeId, role])));
  const engine = given.exchanged === true ? exchangeRoles(then) : then;
  const pair = pairOf(engine);
  const tickets = await reopenTickets(run, ledger);
  const policy = exchangedPolicy(given.policy ?? governed.policy ?? DEFAULT_POLICY, given);
  const dialect = context.dialectOf(engine);
  const { interfaceKinds } = dialect;
  const ticketsFor = async (standbyId: string): Promise<JudgedTickets> => {
    const judged = engineRun.tickets?.[standbyId];
    // What was recorded before tickets were kept apart knows of the drop folder alone.
    if (judged === undefined) return { readings: tickets === undefined ? [] : [tickets], earlier: [] };
    const sources = { store: context.ticketStore, mappings: governed.ticketMappings, folder: tickets };
    return await readJudgedTickets(judged, sources);
  };
  const { report, purged } = await judgeStandbys(
    {
      engine,
      declared,
      at: engineRun.at,
      policy,
      policyCommit: run.policyCommit,
      baseline: await reopenBaseline(engineRun, context),
      problems: run.problems.map(({ code, message }): Problem => ({ code: code as ErrorCode, message })),
      singleHanded: engineRun.singleHanded,
      passing: engineRun.passing,
      exercised: given.exercised ?? engineRun.exercised ?? [],
      overrides: given.overrides ?? (await reopenOverrides(engineRun, ledger, policy)),
    },
    {
      production: await reopen(pair.production, engineRun, repository),
      standby: await reopen(pair.standby, engineRun, repository),
      others: await Promise.all(pair.others.map((node) => reopen(node, engineRun, repository))),
    },
    ({ judged }) => ({
      dialect,
      changesOf: () => Promise.resolve(engineRun.changes[judged.node.id] ?? {}),
      authorise: async (findings, changes) => {
        const { readings, earlier } = await ticketsFor(judged.node.id);
        return matchTickets(findings, {
          tickets: readings,
          earlier,
          changes,
          policy,
          interfaceKinds,
          dialect: dialect.version,
          known: engineRun.verdicts?.[judged.node.id],
          at: engineRun.at,
        });
      },
    }),
  );
  return { run, engineRun, report, purged, same: reportDigest(report) === engineRun.reportDigest };
}

/** What takes the place of what a run was judged with. */
export interface GivenInputs {
  readonly overrides?: Overrides;
  readonly policy?: Policy;
  readonly exercised?: readonly KnownExercise[];
  /** The same looks, as if the primary and its standby had exchanged their roles. */
  readonly exchanged?: true;
}

function exchangedPolicy(policy: Policy, { exchanged }: GivenInputs): Policy {
  if (exchanged === undefined) return policy;
  return { ...policy, expectedDifferences: exchangeRoleValues(policy.expectedDifferences) };
}

function rederiveFailure(
  { run, engineRun }: { run: Run; engineRun: EngineRun },
  engine: Engine,
  policy: Policy,
  given: GivenInputs,
): RederivedRun {
  const { code, message, remedy } = engineRun.failure ?? { code: "bug", message: "" };
  const error = new LockstepError(code as ErrorCode, message, { remedy });
  const about = { engine, error, at: engineRun.at, policy, policyCommit: run.policyCommit };
  const { report } = reportFailure({ ...about, ...given });
  return { run, engineRun, report, purged: [], same: reportDigest(report) === engineRun.reportDigest };
}

async function reopen(node: EngineNode, engineRun: EngineRun, repository: EstateRepository): Promise<OpenedNode> {
  const look = engineRun.looks.find(({ nodeId }) => nodeId === node.id) ?? neverLooked(node);
  const stored = look.commit === null ? undefined : await repository.openSnapshotCommit(look.commit);
  return { judged: { node, look, snapshot: stored?.snapshot }, stored };
}

async function reopenBaseline(engineRun: EngineRun, context: RederiveContext): Promise<StoredBaseline | undefined> {
  const { baseline, engineId } = engineRun;
  if (baseline === null) return undefined;
  const opened = await context.repository.openBaselineCommit(engineId, baseline.commit);
  if (opened === undefined) return undefined;
  // A purge makes commits again: what is shown is what was recorded.
  const stored = { ...opened, commit: baseline.commit };
  if (baseline.record === null) return { ...stored, approval: { unproven: baseline.unproven ?? "" } };
  const record = await findRecord(context.ledger, baseline.record);
  return record === undefined ? undefined : { ...stored, approval: { record } };
}

async function findRecord(ledger: Ledger, hash: string): Promise<LedgerRecord | undefined> {
  for (const type of ["baseline-adopted", "reader-changed"] as const) {
    for await (const record of ledger.records({ type })) if (record.hash === hash) return record;
  }
  return undefined;
}

async function reopenTickets(run: Run, ledger: Ledger): Promise<TicketReading | undefined> {
  if (run.tickets === null) return undefined;
  if (run.tickets.state === "unavailable") {
    const problem = run.problems.find(({ code }) => code === "ticket-source-unavailable");
    return { state: "unavailable", message: problem?.message ?? "" };
  }
  for await (const { body } of ledger.records({ type: "ticket-snapshot" })) {
    if (body["digest"] === run.tickets.digest) return body["reading"] as TicketReading;
  }
  throw new LockstepError("store-unsound", "The ledger does not hold the tickets that this run was judged with.");
}
