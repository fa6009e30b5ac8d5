import type { Engine, EngineNode } from "#schemas/estate";
import type { Forge } from "#schemas/forge";
import { ERROR_KINDS, LockstepError } from "#services/core/errors";
import type { ProductKinds } from "#services/core/policy/find-product-problems";
import { type Governed, parseGoverned } from "#services/core/policy/parse-governed";
import type { Problem } from "#services/core/readiness/readiness-input";
import type { Connector, Diagnosis } from "#services/ports/connector";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import type { KeptPack } from "#services/ports/pack-shelf";
import { findReviewDue } from "../access/find-review-due.js";
import { findMainSetBack, findSetBack } from "../look/find-set-back.js";
import { checkLedger } from "../record/check-ledger.js";
import { diagnoseTicketSystems, diagnoseTickets, type TicketsToDiagnose } from "../tickets/diagnose-tickets.js";

export interface DiagnoseContext extends TicketsToDiagnose {
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
  /** What each product that can be read has. */
  readonly products: ProductKinds;
  readonly connectorOf: (engine: Engine) => Connector;
  /** Looks at the way to the forge, and at what may be done there. */
  readonly diagnoseForge: (declared: Forge) => Promise<readonly Diagnosis[]>;
  /** The evidence packs that a service was asked for here, with what became of them. */
  readonly packs: () => Promise<readonly KeptPack[]>;
  readonly passwordOf: (node: EngineNode) => string | undefined;
}

/**
 * Looks for what keeps an estate from being checked: in what is in force, in the record, in the tickets, and for every
 * missing right, route, certificate and clock fault, node by node. What it finds is named with its remedy.
 */
export async function diagnoseEstate(context: DiagnoseContext): Promise<Diagnosis[]> {
  const { commit, files } = await context.repository.governed();
  const governed = parseGoverned(files, context.products);
  const found = [
    ...diagnoseGoverned(governed, commit),
    ...(await diagnoseLedger(context)),
    ...(await diagnoseMain(context)),
    ...(await diagnoseReview(governed, context)),
    await diagnoseClock(context),
    ...(await diagnoseTickets(governed, context)),
    ...(await diagnoseTicketSystems(governed, context)),
    ...(await diagnoseDeclaredForge(governed, context)),
    ...(await diagnoseEvidence(context)),
  ];
  for (const engine of governed.estate?.engines ?? []) {
    for (const node of engine.nodes) {
      found.push(...(await diagnoseSnapshots(engine, node, context)), ...(await diagnoseNode(engine, node, context)));
    }
  }
  return found;
}

function diagnoseGoverned({ estate, problems }: Governed, commit: string): Diagnosis[] {
  const check = "governed files";
  const broken = problems.map(
    ({ file, path, message, remedy }): Diagnosis => ({
      check,
      state: "failed",
      message: `${file} ${path} ${message}`,
      remedy,
    }),
  );
  if (broken.length > 0) return broken;
  const sound: Diagnosis = { check, state: "ok", message: `sound on main at ${commit.slice(0, 12)}` };
  if (estate?.engines.length !== 0) return [sound];
  const remedy = "Declare your engines in estate.yaml, commit and push.";
  return [sound, { check: "engines", state: "warning", message: "estate.yaml on main declares none", remedy }];
}

async function diagnoseLedger({ ledger }: DiagnoseContext): Promise<Diagnosis[]> {
  const check = "ledger";
  const [fault] = await checkLedger(ledger);
  if (fault !== undefined)
    return [{ check, state: "failed", message: fault.message, remedy: ERROR_KINDS[fault.code].remedy }];
  const sound: Diagnosis = { check, state: "ok", message: "the newest record is signed by a key that counts" };
  if (await ledger.hasMark()) return [sound];
  const message = "whether it was set back was not checked here: this machine remembers nothing of it";
  const remedy =
    "The next check marks it; hold the newest record ('lockstep ledger verify') against one noted elsewhere.";
  return [sound, { check: "ledger mark", state: "warning", message, remedy }];
}

async function diagnoseMain(context: DiagnoseContext): Promise<Diagnosis[]> {
  const setBack = await findMainSetBack(context);
  return setBack === undefined ? [] : [lacking("main", setBack)];
}

/** Nothing where policy/access.yaml does not say how often. */
async function diagnoseReview({ access }: Governed, { ledger, now }: DiagnoseContext): Promise<Diagnosis[]> {
  const check = "review of access";
  const { dueAt, isOverdue } = await findReviewDue(access, ledger, now().toISOString());
  if (dueAt === null) return [];
  if (!isOverdue) return [{ check, state: "ok", message: `the next one is due by ${dueAt.slice(0, 10)}` }];
  const remedy = "Look through 'lockstep access review', and put it on record with --record --by.";
  return [{ check, state: "warning", message: `overdue since ${dueAt.slice(0, 10)}`, remedy }];
}

/** Snapshots that the ledger records and the store lacks. */
async function diagnoseSnapshots(engine: Engine, node: EngineNode, context: DiagnoseContext): Promise<Diagnosis[]> {
  const { setBack } = await findSetBack(engine.id, node.id, context);
  return setBack === undefined ? [] : [lacking(`${engine.id}/${node.id}: snapshots`, setBack)];
}

function lacking(check: string, { code, message }: Problem): Diagnosis {
  return { check, state: "failed", message, remedy: ERROR_KINDS[code].remedy };
}

async function diagnoseDeclaredForge({ estate }: Governed, { diagnoseForge }: DiagnoseContext): Promise<Diagnosis[]> {
  if (estate?.forge === undefined) return [];
  const named = (diagnosis: Diagnosis): Diagnosis => ({ ...diagnosis, check: `forge: ${diagnosis.check}` });
  try {
    return (await diagnoseForge(estate.forge)).map(named);
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return [named({ check: error.code, state: "failed", message: error.message, remedy: error.remedy })];
  }
}

/** Packs that a schedule asked for and that could not be made; nothing where all could. */
async function diagnoseEvidence({ packs }: DiagnoseContext): Promise<Diagnosis[]> {
  const check = "evidence";
  try {
    return (await packs()).flatMap(({ asked, failed }): Diagnosis[] => {
      if (failed === undefined || asked.schedule === null) return [];
      const period = `${asked.firstDay} to ${asked.lastDay}`;
      const message = `the pack of ${period} that the schedule '${asked.schedule}' asked for could not be made: ${failed.message} (${failed.code})`;
      return [{ check, state: "warning", message, remedy: failed.remedy }];
    });
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return [{ check, state: "failed", message: error.message, remedy: error.remedy }];
  }
}

/** Time that ran backwards makes every age and every window wrong. */
async function diagnoseClock({ ledger, now }: DiagnoseContext): Promise<Diagnosis> {
  const at = now().toISOString();
  const check = "this machine's clock";
  for await (const record of ledger.records({ limit: 1 })) {
    if (Date.parse(record.at) <= Date.parse(at)) break;
    const message = `says ${at}, which is before the newest record (${record.at})`;
    return { check, state: "failed", message, remedy: "Set it by a time server (NTP) before the next check." };
  }
  return { check, state: "ok", message: `says ${at}, after the newest record` };
}

async function diagnoseNode(engine: Engine, node: EngineNode, context: DiagnoseContext): Promise<Diagnosis[]> {
  const named = (diagnosis: Diagnosis): Diagnosis => ({
    ...diagnosis,
    check: `${engine.id}/${node.id}: ${diagnosis.check}`,
  });
  try {
    const password = engine.collector === undefined ? context.passwordOf(node) : undefined;
    const { now, signal } = context;
    const request = {
      node,
      now,
      ...(password === undefined ? {} : { password }),
      ...(signal === undefined ? {} : { signal }),
    };
    return (await context.connectorOf(engine).diagnose(request)).map(named);
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return [named({ check: error.code, state: "failed", message: error.message, remedy: error.remedy })];
  }
}
