import {
  type ProfiledSimulator,
  type ProfiledSimulatorOptions,
  startProfiledSimulator as start,
} from "#services/simulators/profiled/start-profiled-simulator";
import { ticketSystemNamed } from "#services/ticket-systems";
import { guardWire } from "./guard-wire.js";

export type { ProfiledSimulator, ProfiledSimulatorOptions };

/** Starts a simulated system of some make that takes nothing but reads. */
export async function startProfiledSimulator(options: ProfiledSimulatorOptions): Promise<ProfiledSimulator> {
  return guardWire(await start(options), ticketSystemNamed(options.make).readRequests);
}
