import { createMirthConnector } from "#services/engines/mirth-connect/connector";
import {
  type MirthSimulator,
  type MirthSimulatorOptions,
  startMirthSimulator as start,
} from "#services/simulators/mirth-connect/start-mirth-simulator";
import { guardWire } from "./guard-wire.js";

export type { MirthSimulator, MirthSimulatorOptions };

/** Starts a simulated engine that takes nothing but reads. */
export async function startMirthSimulator(options: MirthSimulatorOptions): Promise<MirthSimulator> {
  return guardWire(await start(options), createMirthConnector().readRequests);
}
