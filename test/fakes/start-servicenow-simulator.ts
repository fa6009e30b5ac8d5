import {
  type ServiceNowSimulator,
  type ServiceNowSimulatorOptions,
  startServiceNowSimulator as start,
} from "#services/simulators/servicenow/start-servicenow-simulator";
import { READ_REQUESTS } from "#services/tickets/servicenow/read-requests";
import { guardWire } from "./guard-wire.js";

export type { ServiceNowSimulator, ServiceNowSimulatorOptions };

/** Starts a simulated instance that takes nothing but reads. */
export async function startServiceNowSimulator(options: ServiceNowSimulatorOptions): Promise<ServiceNowSimulator> {
  return guardWire(await start(options), READ_REQUESTS);
}
