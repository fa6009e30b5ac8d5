import {
  type GitHubSimulator,
  type GitHubSimulatorOptions,
  startGitHubSimulator as start,
} from "#services/simulators/github-issues/start-github-simulator";
import { READ_REQUESTS } from "#services/tickets/github-issues/read-requests";
import { guardWire } from "./guard-wire.js";

export type { GitHubSimulator, GitHubSimulatorOptions };

/** Starts a simulated GitHub that takes nothing but reads. */
export async function startGitHubSimulator(options: GitHubSimulatorOptions): Promise<GitHubSimulator> {
  return guardWire(await start(options), READ_REQUESTS);
}
