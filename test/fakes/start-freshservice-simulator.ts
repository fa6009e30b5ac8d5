import {
  type FreshserviceSimulator,
  type FreshserviceSimulatorOptions,
  startFreshserviceSimulator as start,
} from "#services/simulators/freshservice/start-freshservice-simulator";
import { READ_REQUESTS } from "#services/tickets/freshservice/read-requests";
import { guardWire } from "./guard-wire.js";

export type { FreshserviceSimulator, FreshserviceSimulatorOptions };

/** Starts a simulated account that takes nothing but reads. */
export async function startFreshserviceSimulator(
  options: FreshserviceSimulatorOptions,
): Promise<FreshserviceSimulator> {
  return guardWire(await start(options), READ_REQUESTS);
}
