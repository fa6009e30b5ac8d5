import { Octokit } from "octokit";
import {
  type GitHubForgeOptions,
  type GitHubForgeSimulator,
  startGitHubForge,
} from "#services/simulators/github/start-github-forge";
import { githubDescription } from "#test/fakes/github-description";

export const REPO = { owner: "hospital", repo: "estate" };

export interface StagedHub {
  readonly hub: GitHubForgeSimulator;
  /** By login: an Octokit with the token of that account. */
  as(login: string): Octokit;
}

const PEOPLE = { olga: "admin", lock: "write", pat: "write", sam: "write", rita: "read" } as const;
const description = githubDescription();

/** Starts a GitHub in clear and hands out Octokits for its people. */
export async function withHub(
  test: (staged: StagedHub) => Promise<void>,
  options: Partial<GitHubForgeOptions> = {},
): Promise<void> {
  const hub = await startGitHubForge({
    inClear: true,
    ...(description !== undefined && { description }),
    ...options,
    model: {
      repository: "hospital/estate",
      people: PEOPLE,
      credentials: Object.keys(PEOPLE).map((login) => ({ token: `token-of-${login}`, login })),
      ...options.model,
    },
  });
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const off = { throttle: { enabled: false }, retry: { enabled: false }, log: silent };
  try {
    await test({ hub, as: (login) => new Octokit({ auth: `token-of-${login}`, baseUrl: hub.apiUrl, ...off }) });
  } finally {
    await hub.stop();
  }
}

/** The status and words with which something was refused. */
export async function refusal(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
  } catch (error) {
    const response: unknown = Reflect.get(Object(error), "response");
    return `${Reflect.get(Object(error), "status")} ${JSON.stringify(Reflect.get(Object(response), "data") ?? Reflect.get(Object(error), "message"))}`;
  }
  return "taken";
}
