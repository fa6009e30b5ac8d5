import canonicalize from "canonicalize";
import type { CheckReport } from "#schemas/check-report";
import type { TicketSystem as DeclaredTicketSystem, Engine, EngineNode, Estate } from "#schemas/estate";
import type { Run, RunProblem } from "#schemas/run";
import type { Occasion } from "#schemas/schedule";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import type { Dialect } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { Mask } from "#services/core/mask";
import { isJudgedBy } from "#services/core/policy/beside-judgement";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";
import { parseGoverned } from "#services/core/policy/parse-governed";
import type { Problem } from "#services/core/readiness/readiness-input";
import { digestOf } from "#services/core/text/digest";
import type { CollectionStore } from "#services/ports/collection-store";
import type { Connector } from "#services/ports/connector";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import type { ExportWriter } from "#services/ports/export-writer";
import type { Logger } from "#services/ports/logger";
import type { TicketSource } from "#services/ports/ticket-source";
import type { TicketStore } from "#services/ports/ticket-store";
import type { TicketSystem } from "#services/ports/ticket-system";
import { findMainSetBack } from "../look/find-set-back.js";
import { anchorLedger } from "../record/anchor-ledger.js";
import { checkLedger } from "../record/check-ledger.js";
import { openTicketBook } from "../tickets/open-ticket-book.js";
import { type CheckedEngine, checkEngine, type EngineCheck } from "./check-engine.js";
import { notePolicyChange } from "./note-policy-change.js";
import type { RederivedBaseline } from "./rederive-baseline.js";
import { reportFailure } from "./report-failure.js";

/** How far a run has come with one engine. */
export interface CheckStage {
  readonly runId: string;
  readonly engineId: string;
  readonly stage: "reading" | "judging";
}

/** A pass whose record is not made yet. */
export interface TakenRun {
  readonly run: Run;
  readonly report: CheckReport;
}

/** Everything a check needs from the world. */
export interface CheckContext {
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
  readonly productOf: (engine: Engine) => { readonly connector: Connector; readonly dialect: Dialect };
  /** Opens the ticket source that the estate declares. */
  readonly ticketSourceOf: (declared: NonNullable<Estate["tickets"]>) => TicketSource;
  readonly mask: Mask;
  readonly now: () => Date;
  readonly createRunId: () => string;
  readonly logger?: Logger;
  readonly ticketStore: TicketStore;
  /** Gives the reader of a make of ticket system. @throws LockstepError `estate-invalid` for a make that nobody knows */
  readonly ticketSystemOf: (declared: DeclaredTicketSystem) => TicketSystem;
  readonly ticketPasswordOf: (declared: DeclaredTicketSystem) => string | undefined;
  readonly passwordOf: (node: EngineNode) => string | undefined;
  /** Where export items are parsed. Default: in this thread. */
  readonly exportWriter?: ExportWriter;
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: { nodeId: string; source: string; bytes: number }) => void;
  readonly onStage?: (stage: CheckStage) => void;
  readonly onRederived?: (rederived: RederivedBaseline) => void;
  /** What collectors handed in of the engines that they read. */
  readonly collections?: CollectionStore;
}

/**
 * Reads and judges some engines, or all. The record of the run is left to make.
 *
 * @param engineIds none means every engine
 * @throws LockstepError `estate-invalid`, `selector-unknown`, `ledger-rolled-back`
 */
export async function takeRun(
  context: CheckContext,
  engineIds: readonly string[],
  occasion?: Occasion,
): Promise<TakenRun> {
  const { repository, ledger } = context;
  const ledgerProblems = await checkLedger(ledger);
  assertNotRolledBack(ledgerProblems);
  const setBack = await findMainSetBack(context);
  const at = context.now().toISOString();
  const runId = context.createRunId();
  const { commit, files } = await repository.governed();
  await notePolicyChange({ commit, files }, context);
  await anchorLedger(context);
  const governed = parseGoverned(files);
  if (governed.estate === undefined) throw invalidEstate(governed.problems);
  const engines = chooseEngines(governed.estate.engines, engineIds);
  context.logger?.info("check started", { runId, engines: engines.map(({ id }) => id) });
  const { tickets: declared } = governed.estate;
  const tickets = declared && (await context.ticketSourceOf(declared).read(at));
  const ticketBook = await openTicketBook(governed.estate, governed.ticketMappings, { ...context, folder: tickets });
  for (const { instance, warnings = [] } of ticketBook.opened?.sources ?? []) {
    for (const warning of warnings) context.logger?.warn("ticket system", { runId, instance, warning });
  }
  const problems = [
    ...ledgerProblems,
    ...(setBack ? [setBack] : []),
    ...policyProblems(governed.problems),
    ...ticketProblems(tickets),
    ...ticketBook.problems,
  ];
  const ticketsDigest = await keepTickets(tickets, ledger, at);
  const policy = governed.policy ?? DEFAULT_POLICY;
  const checked: CheckedEngine[] = [];
  for (const engine of engines) {
    checked.push(
      await checkOne(engine, { ...context, runId, policy, policyCommit: commit, tickets, ticketBook, problems, at }),
    );
  }
  const run: Run = {
    runId,
    at,
    ...(occasion === undefined ? {} : { occasion }),
    policyCommit: commit,
    tickets: tickets === undefined ? null : { state: tickets.state, digest: ticketsDigest },
    ...(ticketBook.opened === undefined ? {} : { ticketSystems: ticketBook.opened }),
    problems: problems.map(({ code, message }): RunProblem => ({ code, message })),
    engines: checked.map((engine) => engine.run),
  };
  const report: CheckReport = {
    schema: "lockstep/check@1",
    estate: governed.estate.estate,
    at,
    runId,
    engines: checked.map((engine) => engine.report),
  };
  return { run, report };
}

type OneCheck = CheckContext & { readonly runId: string } & Pick<
    EngineCheck,
    "policy" | "policyCommit" | "tickets" | "ticketBook" | "problems" | "at"
  >;

/** One engine that breaks does not stop the rest: it is recorded as unknown, with what broke it. */
async function checkOne(engine: Engine, context: OneCheck): Promise<CheckedEngine> {
  const { logger, policy, runId } = context;
  const { storeMessageTemplates } = policy.settings;
  const tell = (stage: CheckStage["stage"]): void => context.onStage?.({ runId, engineId: engine.id, stage });
  const onLooked = (): void => tell("judging");
  try {
    tell("reading");
    return await checkEngine(engine, { ...context, ...context.productOf(engine), storeMessageTemplates, onLooked });
  } catch (error) {
    if (context.signal?.aborted) throw error;
    logger?.error("engine check failed", { engineId: engine.id, error });
    return reportFailure({ ...context, engine, error, at: context.now().toISOString() });
  }
}

/** A ledger that takes no record is told before a node is troubled. */
function assertNotRolledBack(problems: readonly Problem[]): void {
  const found = problems.find(({ code }) => code === "ledger-rolled-back");
  if (found !== undefined) throw new LockstepError(found.code, found.message);
}

function invalidEstate(problems: readonly { file: string; path: string; message: string }[]): LockstepError {
  const first = problems.find((problem) => problem.file === "estate.yaml");
  const where = first === undefined ? "" : `: ${first.path} ${first.message}`;
  return new LockstepError(
    "estate-invalid",
    `estate.yaml on main is not in force${where}. Run 'lockstep validate' for every problem.`,
  );
}

function chooseEngines(engines: readonly Engine[], ids: readonly string[]): readonly Engine[] {
  if (ids.length === 0) return engines;
  return ids.map((id) => {
    const engine = engines.find((candidate) => candidate.id === id);
    if (engine !== undefined) return engine;
    const known = engines.map((candidate) => candidate.id).join(", ");
    throw new LockstepError(
      "selector-unknown",
      `There is no engine '${id}' in estate.yaml; there are: ${known || "none"}.`,
    );
  });
}

function policyProblems(problems: ReturnType<typeof parseGoverned>["problems"]): Problem[] {
  const judging = problems.filter(({ file }) => isJudgedBy(file));
  return judging.map((problem) => ({
    code: problem.file === "estate.yaml" ? "estate-invalid" : "policy-invalid",
    message: `${problem.file} ${problem.path} ${problem.message.replace(/\.+$/, "")}.`,
  }));
}

function ticketProblems(tickets: TicketReading | undefined): Problem[] {
  return tickets?.state === "unavailable" ? [{ code: "ticket-source-unavailable", message: tickets.message }] : [];
}

/** Tickets are kept as they were read, once for each state, so that a verdict can be derived again. */
async function keepTickets(tickets: TicketReading | undefined, ledger: Ledger, at: string): Promise<string | null> {
  if (tickets?.state !== "read") return null;
  const digest = digestOf(canonicalize(tickets) ?? "");
  for await (const record of ledger.records({ type: "ticket-snapshot", limit: 1 })) {
    if (record.body["digest"] === digest) return digest;
  }
  await ledger.append({ type: "ticket-snapshot", actor: "lockstep", at, body: { digest, reading: tickets } });
  return digest;
}
