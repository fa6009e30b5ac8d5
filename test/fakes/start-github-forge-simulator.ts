import assert from "node:assert/strict";
import { REQUESTS } from "#services/forges/github/requests";
import {
  type GitHubForgeOptions,
  type GitHubForgeSimulator,
  startGitHubForge,
} from "#services/simulators/github/start-github-forge";
import { githubDescription } from "./github-description.js";
import { guardWire } from "./guard-wire.js";

export type { GitHubForgeOptions, GitHubForgeSimulator };

const description = githubDescription();

/** Starts a simulated GitHub that takes nothing but what the forge says that it sends, in the form that GitHub describes. */
export async function startGitHubForgeSimulator(options: GitHubForgeOptions): Promise<GitHubForgeSimulator> {
  const about = description === undefined ? options : { description, ...options };
  return guardWire(await startGitHubForge(about), REQUESTS, assertAsDescribed);
}

export function assertAsDescribed({ violations }: Pick<GitHubForgeSimulator, "violations">): void {
  assert.deepEqual(violations, [], "a request or an answer is not as GitHub describes it");
}
