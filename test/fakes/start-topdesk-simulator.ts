import {
  startTopdeskSimulator as start,
  type TopdeskSimulator,
  type TopdeskSimulatorOptions,
} from "#services/simulators/topdesk/start-topdesk-simulator";
import { READ_REQUESTS } from "#services/tickets/topdesk/read-requests";
import { guardWire } from "./guard-wire.js";

export type { TopdeskSimulator, TopdeskSimulatorOptions };

/** Starts a simulated desk that takes nothing but reads. */
export async function startTopdeskSimulator(options: TopdeskSimulatorOptions): Promise<TopdeskSimulator> {
  return guardWire(await start(options), READ_REQUESTS);
}
