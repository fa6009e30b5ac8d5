import {
  type JiraSimulator,
  type JiraSimulatorOptions,
  startJiraSimulator as start,
} from "#services/simulators/jira/start-jira-simulator";
import { PLATFORM_NOTES, SERVICE_NOTES, SERVICE_REQUESTS } from "#services/tickets/jira/read-requests";
import { guardWire, type TakesNotes } from "./guard-wire.js";

export type { JiraSimulator, JiraSimulatorOptions };

/** Starts a simulated site that takes nothing but reads, and comments where a test is about them. */
export async function startJiraSimulator({
  takesNotes,
  ...options
}: JiraSimulatorOptions & TakesNotes): Promise<JiraSimulator> {
  return guardWire(
    await start(options),
    takesNotes ? [...SERVICE_REQUESTS, ...PLATFORM_NOTES, ...SERVICE_NOTES] : SERVICE_REQUESTS,
  );
}
