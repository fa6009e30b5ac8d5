import {
  type ServiceNowSimulator,
  type ServiceNowSimulatorOptions,
  startServiceNowSimulator as start,
} from "#services/simulators/servicenow/start-servicenow-simulator";
import { READ_REQUESTS, WRITE_REQUESTS } from "#services/tickets/servicenow/read-requests";
import { guardWire, type TakesNotes } from "./guard-wire.js";

export type { ServiceNowSimulator, ServiceNowSimulatorOptions };

/** Starts a simulated instance that takes nothing but reads, and notes where a test is about them. */
export async function startServiceNowSimulator({
  takesNotes,
  ...options
}: ServiceNowSimulatorOptions & TakesNotes): Promise<ServiceNowSimulator> {
  return guardWire(await start(options), takesNotes ? [...READ_REQUESTS, ...WRITE_REQUESTS] : READ_REQUESTS);
}
