import { ticketSystemNamed } from "#services/compose/estate/ticket-systems";
import {
  type ProfiledSimulator,
  type ProfiledSimulatorOptions,
  startProfiledSimulator as start,
} from "#services/simulators/profiled/start-profiled-simulator";
import { guardWire } from "./guard-wire.js";

export type { ProfiledSimulator, ProfiledSimulatorOptions };

/** Starts a simulated system of some make that takes nothing but reads. */
export async function startProfiledSimulator(options: ProfiledSimulatorOptions): Promise<ProfiledSimulator> {
  return guardWire(await start(options), ticketSystemNamed(options.make).readRequests);
}
