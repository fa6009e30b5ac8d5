import { createRhapsodyConnector } from "#services/engines/rhapsody/connector";
import {
  type RhapsodySimulator,
  type RhapsodySimulatorOptions,
  startRhapsodySimulator as start,
} from "#services/simulators/rhapsody/start-rhapsody-simulator";
import { guardWire } from "./guard-wire.js";

export type { RhapsodySimulator, RhapsodySimulatorOptions };

/** Starts a simulated engine that takes nothing but reads. */
export async function startRhapsodySimulator(options: RhapsodySimulatorOptions): Promise<RhapsodySimulator> {
  return guardWire(await start(options), createRhapsodyConnector().readRequests);
}
