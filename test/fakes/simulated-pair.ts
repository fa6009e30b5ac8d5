import type { MirthModel } from "#services/simulators/mirth-connect/model";
import { SMALL_MODEL } from "#test/simulators/small-model";
import { ACCOUNT } from "./estate-on-loopback.js";
import { type MirthSimulator, startMirthSimulator } from "./start-mirth-simulator.js";

/** Two simulated nodes that hold the same. */
export interface SimulatedPair extends AsyncDisposable {
  readonly primary: MirthSimulator;
  readonly standby: MirthSimulator;
}

export async function startSimulatedPair(model: MirthModel = SMALL_MODEL): Promise<SimulatedPair> {
  const primary = await startMirthSimulator({ model, account: ACCOUNT });
  const standby = await startMirthSimulator({
    model: { ...model, serverId: "5a1c0000-0000-4000-8000-00000000000b" },
    account: ACCOUNT,
  });
  return {
    primary,
    standby,
    [Symbol.asyncDispose]: async () => void (await Promise.all([primary.stop(), standby.stop()])),
  };
}
