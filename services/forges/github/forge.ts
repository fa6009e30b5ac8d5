import type { Forge } from "#services/ports/forge";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { declarationProblems } from "./declaration-problems.js";
import type { Pace } from "./pace.js";
import { REQUESTS } from "./requests.js";

export interface GitHubForgeSettings {
  readonly limits?: Partial<ConnectorLimits>;
  /** How fast is written; all sessions on one host share it. Default: 60 a minute and 400 an hour in this process. */
  readonly pace?: Pace;
}

/** GitHub, GitHub Enterprise Cloud and GitHub Enterprise Server, by token or as a GitHub App. */
export function createGitHubForge({ limits = {}, pace }: GitHubForgeSettings = {}): Forge {
  const settings = { limits, pace };
  return {
    system: "github",
    requests: REQUESTS,
    declarationProblems,
    open: async (request) => (await import("./open-session.js")).openSession(request, settings),
    diagnose: async (request) => (await import("./diagnose.js")).diagnose(request, settings),
  };
}
