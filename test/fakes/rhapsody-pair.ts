import assert from "node:assert/strict";
import type { EngineReport } from "#schemas/check-report";
import { createRhapsodyConnector } from "#services/engines/rhapsody/connector";
import { rhapsodyDialect } from "#services/engines/rhapsody/dialect";
import type { RhapsodyModel } from "#services/simulators/rhapsody/model";
import { ACCOUNT, createLoopbackEstate, type LoopbackEstate } from "./estate-on-loopback.js";
import { type RhapsodySimulator, startRhapsodySimulator } from "./start-rhapsody-simulator.js";

/** Two simulated engines that hold the same, and an estate that knows them. */
export interface RhapsodyPair extends AsyncDisposable {
  readonly primary: RhapsodySimulator;
  readonly standby: RhapsodySimulator;
  readonly estate: LoopbackEstate;
  check(): Promise<EngineReport>;
  /** Approves what production holds now. */
  adopt(): Promise<void>;
}

export async function startRhapsodyPair(model: RhapsodyModel): Promise<RhapsodyPair> {
  // Tests check more often in a minute than the engine lets anybody log in.
  const limits = { loginsPerMinute: 1000, requestsPerMinute: 10_000 };
  const start = (firstId: number): Promise<RhapsodySimulator> =>
    startRhapsodySimulator({ model, account: ACCOUNT, firstId, ...limits });
  const [primary, standby] = await Promise.all([start(1), start(500)]);
  const connector = createRhapsodyConnector({ startingWaitMs: 50, startingPollMs: 10 });
  const engine = { product: "rhapsody", path: "", open: () => ({ connector, dialect: rhapsodyDialect }) };
  const estate = await createLoopbackEstate({ primary, standby }, { engine });
  return {
    primary,
    standby,
    estate,
    async check() {
      const [report] = (await estate.app.check(["tie"])).engines;
      assert.ok(report);
      return report;
    },
    async adopt() {
      const { snapshot } = await estate.app.open("tie/tie-a");
      await estate.app.adopt({
        engineId: "tie",
        from: "primary",
        digest: snapshot.digest,
        approver: "A. Approver",
        ticket: null,
        reviewed: true,
      });
    },
    async [Symbol.asyncDispose]() {
      await estate[Symbol.asyncDispose]();
      await Promise.all([primary.stop(), standby.stop()]);
    },
  };
}
