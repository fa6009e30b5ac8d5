import {
  type FreshserviceSimulator,
  type FreshserviceSimulatorOptions,
  startFreshserviceSimulator as start,
} from "#services/simulators/freshservice/start-freshservice-simulator";
import { READ_REQUESTS, WRITE_REQUESTS } from "#services/tickets/freshservice/read-requests";
import { guardWire, type TakesNotes } from "./guard-wire.js";

export type { FreshserviceSimulator, FreshserviceSimulatorOptions };

/** Starts a simulated account that takes nothing but reads, and notes where a test is about them. */
export async function startFreshserviceSimulator({
  takesNotes,
  ...options
}: FreshserviceSimulatorOptions & TakesNotes): Promise<FreshserviceSimulator> {
  return guardWire(await start(options), takesNotes ? [...READ_REQUESTS, ...WRITE_REQUESTS] : READ_REQUESTS);
}
