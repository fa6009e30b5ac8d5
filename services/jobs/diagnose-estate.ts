import type { Engine, EngineNode, Estate } from "#schemas/estate";
import { LockstepError } from "#services/core/errors";
import type { Connector, Diagnosis } from "#services/ports/connector";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import { checkLedger } from "./check-ledger.js";

export interface DiagnoseContext {
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
  readonly connectorOf: (engine: Engine) => Connector;
  readonly passwordOf: (node: EngineNode) => string | undefined;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
}

/** Looks for every missing right, route, certificate and clock fault, node by node; what it finds is named with its remedy. */
export async function diagnoseEstate(estate: Estate, context: DiagnoseContext): Promise<Diagnosis[]> {
  const found: Diagnosis[] = await diagnoseStore(context);
  for (const engine of estate.engines) {
    for (const node of engine.nodes) found.push(...(await diagnoseNode(engine, node, context)));
  }
  return found;
}

async function diagnoseStore({ repository, ledger }: DiagnoseContext): Promise<Diagnosis[]> {
  const faults = await checkLedger(ledger);
  const { commit } = await repository.governed();
  return [
    faults[0] === undefined
      ? { check: "ledger", state: "ok", message: "the newest record is signed by a key that counts" }
      : { check: "ledger", state: "failed", message: faults[0].message, remedy: "Run 'lockstep ledger verify'." },
    { check: "governed files", state: "ok", message: `read from main at ${commit.slice(0, 12)}` },
  ];
}

async function diagnoseNode(engine: Engine, node: EngineNode, context: DiagnoseContext): Promise<Diagnosis[]> {
  const named = (diagnosis: Diagnosis): Diagnosis => ({
    ...diagnosis,
    check: `${engine.id}/${node.id}: ${diagnosis.check}`,
  });
  try {
    const password = context.passwordOf(node);
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
