import {
  startTopdeskSimulator as start,
  type TopdeskSimulator,
  type TopdeskSimulatorOptions,
} from "#services/simulators/topdesk/start-topdesk-simulator";
import { READ_REQUESTS, WRITE_REQUESTS } from "#services/tickets/topdesk/read-requests";
import { guardWire, type TakesNotes } from "./guard-wire.js";

export type { TopdeskSimulator, TopdeskSimulatorOptions };

/** Starts a simulated desk that takes nothing but reads, and notes where a test is about them. */
export async function startTopdeskSimulator({
  takesNotes,
  ...options
}: TopdeskSimulatorOptions & TakesNotes): Promise<TopdeskSimulator> {
  return guardWire(await start(options), takesNotes ? [...READ_REQUESTS, ...WRITE_REQUESTS] : READ_REQUESTS);
}
