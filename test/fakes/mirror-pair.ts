import assert from "node:assert/strict";
import type { EngineReport } from "#schemas/check-report";
import type { EngineNode } from "#schemas/estate";
import { createIrisConnector } from "#services/engines/iris/connector";
import { irisDialect } from "#services/engines/iris/dialect";
import type { IrisModel } from "#services/simulators/iris/model";
import { SMALL_INSTANCE } from "#test/simulators/small-instance";
import { ACCOUNT, createLoopbackEstate, type LoopbackEstate } from "./estate-on-loopback.js";
import { type IrisSimulator, type IrisSimulatorOptions, startIrisSimulator } from "./start-iris-simulator.js";

const IRIS = {
  product: "iris",
  path: "",
  open: () => ({ connector: createIrisConnector(), dialect: irisDialect }),
};

export const STANDBY_ID = "5A1C0000-0000-4000-8000-00000000000B";

/** Two simulated members of a mirror, `tie-a` and `tie-b`, and an estate that knows them. */
export interface MirrorPair extends AsyncDisposable {
  readonly a: IrisSimulator;
  readonly b: IrisSimulator;
  readonly estate: LoopbackEstate;
  check(): Promise<EngineReport>;
  /** Approves what the first member holds. */
  adopt(): Promise<void>;
}

/** How each member answers, and what policy is in force. */
export interface PairOptions {
  readonly primary?: Partial<IrisSimulatorOptions>;
  readonly standby?: Partial<IrisSimulatorOptions>;
  readonly policy?: Readonly<Record<string, unknown>>;
}

/** Two members of a mirror, of which the first is the primary, and an estate that knows them. */
export async function startMirrorPair(
  change: (model: IrisModel) => IrisModel = (model) => model,
  node: Partial<EngineNode> = {},
  { primary = {}, standby: onStandby = {}, policy = {} }: PairOptions = {},
): Promise<MirrorPair> {
  const standby: IrisModel = { ...SMALL_INSTANCE, id: STANDBY_ID, mirror: { role: "backup", failoverReady: true } };
  let aheadMs = 0;
  const now = (): Date => new Date(Date.now() + aheadMs);
  const a = await startIrisSimulator({ model: SMALL_INSTANCE, account: ACCOUNT, clock: now, ...primary });
  const b = await startIrisSimulator({ model: change(standby), account: ACCOUNT, clock: now, ...onStandby });
  const estate = await createLoopbackEstate({ primary: a, standby: b }, { now, policy, engine: { ...IRIS, node } });
  return {
    a,
    b,
    estate,
    async check() {
      aheadMs += 3_600_000;
      const [report] = (await estate.app.check([])).engines;
      assert.ok(report);
      return report;
    },
    async adopt() {
      aheadMs += 3_600_000;
      const { snapshot } = await estate.app.open("tie/tie-a");
      const approval = { approver: "C. Chair", ticket: null, reviewed: true };
      await estate.app.adopt({ engineId: "tie", from: "tie-a", digest: snapshot.digest, ...approval });
    },
    async [Symbol.asyncDispose]() {
      await estate[Symbol.asyncDispose]();
      await Promise.all([a.stop(), b.stop()]);
    },
  };
}
