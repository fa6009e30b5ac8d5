import {
  type GitHubSimulator,
  type GitHubSimulatorOptions,
  startGitHubSimulator as start,
} from "#services/simulators/github-issues/start-github-simulator";
import { READ_REQUESTS, WRITE_REQUESTS } from "#services/tickets/github-issues/read-requests";
import { guardWire, type TakesNotes } from "./guard-wire.js";

export type { GitHubSimulator, GitHubSimulatorOptions };

/** Starts a simulated GitHub that takes nothing but reads, and notes where a test is about them. */
export async function startGitHubSimulator({
  takesNotes,
  ...options
}: GitHubSimulatorOptions & TakesNotes): Promise<GitHubSimulator> {
  return guardWire(await start(options), takesNotes ? [...READ_REQUESTS, ...WRITE_REQUESTS] : READ_REQUESTS);
}
