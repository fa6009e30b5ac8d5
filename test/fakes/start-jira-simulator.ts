import {
  type JiraSimulator,
  type JiraSimulatorOptions,
  startJiraSimulator as start,
} from "#services/simulators/jira/start-jira-simulator";
import { SERVICE_REQUESTS } from "#services/tickets/jira/read-requests";
import { guardWire } from "./guard-wire.js";

export type { JiraSimulator, JiraSimulatorOptions };

/** Starts a simulated site that takes nothing but reads. */
export async function startJiraSimulator(options: JiraSimulatorOptions): Promise<JiraSimulator> {
  return guardWire(await start(options), SERVICE_REQUESTS);
}
