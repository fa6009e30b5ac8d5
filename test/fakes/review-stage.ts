import assert from "node:assert/strict";
import type { Forge } from "#schemas/forge";
import type { ReviewPolicy } from "#schemas/review-policy";
import { closeReview, giveOpinion, mergeReview } from "#services/forges/local/decide";
import type { HubModel } from "#services/simulators/github/hub-model";
import { openReviewStore } from "#services/stores/reviews/open-review-store";
import { type Nights, type NightsOptions, startNights } from "./nights.js";
import { type AzureDevOpsSimulator, startAzureDevOpsSimulator } from "./start-azure-devops-simulator.js";
import {
  type GitHubForgeOptions,
  type GitHubForgeSimulator,
  startGitHubForgeSimulator,
} from "./start-github-forge-simulator.js";

/** An estate whose proposals are reviewed somewhere, and people who do it. */
export interface ReviewStage extends AsyncDisposable {
  readonly nights: Nights;
  approve(number: number, by: string): Promise<void>;
  merge(number: number, by: string): Promise<void>;
  close(number: number, by: string): Promise<void>;
  /** What a review holds: all that a run could have altered. */
  look(number: number): Promise<Looked>;
}

export interface Looked {
  readonly state: string;
  readonly head: string | null;
  readonly title: string;
  readonly body: string | null;
  readonly comments: readonly string[];
}

/** Pat and Robin are the CAB; Sam is not. */
export const CAB = { approvers: { teams: [], people: ["pat-lowe", "robin-ward"] } } satisfies Partial<ReviewPolicy>;

/** An estate without a Git host. */
export async function stageLocally(options: NightsOptions = {}): Promise<ReviewStage> {
  const policy = { review: CAB, ...options.policy };
  const nights = await startNights({ ...options, forge: { system: "local" }, policy });
  const { storeDir: gitDir, app } = nights.estate;
  const store = openReviewStore({ gitDir, signingKeyFile: app.settings.signingKeyFile, now: nights.now });
  const act = async (number: number, by: string) => {
    nights.pass(1);
    const { head } = (await store.find(number)) ?? assert.fail(`there is no review ${number}`);
    return { number, by, at: nights.now().toISOString(), commit: head ?? "" };
  };
  return {
    nights,
    approve: async (number, by) => void (await giveOpinion(store, { ...(await act(number, by)), says: "approved" })),
    merge: async (number, by) => void (await mergeReview(store, await act(number, by))),
    close: async (number, by) => void (await closeReview(store, await act(number, by))),
    async look(number) {
      const review = (await store.find(number)) ?? assert.fail(`there is no review ${number}`);
      const { state, head, title, body, comments } = review;
      return { state, head, title, body, comments: comments.map(({ text }) => text) };
    },
    [Symbol.asyncDispose]: () => nights[Symbol.asyncDispose](),
  };
}

export interface GitHubStage extends ReviewStage {
  readonly github: GitHubForgeSimulator;
}

const TOKEN = "github_pat_0nlyForThisTest";
const LOCKSTEP = "lockstep-bot";
const MODEL: HubModel = {
  repository: "hospital/estate",
  people: {
    "pat-lowe": "write",
    "robin-ward": "write",
    "sam-passer": "write",
    "j.okafor": "write",
    [LOCKSTEP]: "admin",
  },
  credentials: [{ token: TOKEN, login: LOCKSTEP }],
};

/** An estate whose proposals are pull requests of a simulated GitHub, whose repository is still empty. */
export async function stageOnGitHub(
  options: NightsOptions = {},
  about: Pick<GitHubForgeOptions, "faults"> = {},
): Promise<GitHubStage> {
  let nights: Nights | undefined;
  const clock = (): Date => nights?.now() ?? new Date();
  const github = await startGitHubForgeSimulator({ model: MODEL, inClear: true, clock, ...about });
  await github.hub.git.setBranch("main", null);
  const { url, apiUrl } = github;
  const forge: Forge = { system: "github", url, apiUrl, repository: MODEL.repository, passwordEnv: "FORGE_TOKEN" };
  const policy = { review: CAB, ...options.policy };
  const environment = { ...options.environment, FORGE_TOKEN: TOKEN };
  nights = await startNights({ ...options, forge, policy, environment });
  const { pass } = nights;
  return {
    nights,
    github,
    async approve(number, by) {
      pass(1);
      github.people.approve(by, number);
    },
    async merge(number, by) {
      pass(1);
      await github.people.merge(by, number);
    },
    async close(number, by) {
      pass(1);
      await github.people.close(by, number);
    },
    async look(number) {
      const { state, title, body, comments, pull } = github.hub.pull(number);
      const merged = pull.mergedAt === null ? state : "merged";
      return { state: merged, head: pull.headSha, title, body, comments: comments.map((comment) => comment.body) };
    },
    async [Symbol.asyncDispose]() {
      await nights?.[Symbol.asyncDispose]();
      await github.stop();
    },
  };
}

export interface AzureDevOpsStage extends ReviewStage {
  readonly devops: AzureDevOpsSimulator;
}

const PROJECT = "Integration Engines";
const REPOSITORY = "tie estate";

/** An estate whose proposals are pull requests of a simulated Azure DevOps Server, whose repository is still empty. */
export async function stageOnAzureDevOps(
  options: NightsOptions = {},
  { votesAreReset = false }: { readonly votesAreReset?: boolean } = {},
): Promise<AzureDevOpsStage> {
  let nights: Nights | undefined;
  const clock = (): Date => nights?.now() ?? new Date();
  const accounts = [LOCKSTEP, "pat-lowe", "robin-ward", "sam-passer"];
  const model = { project: PROJECT, repository: REPOSITORY, accounts, teams: {} };
  const devops = await startAzureDevOpsSimulator({ model, token: TOKEN, inClear: true, clock });
  const { state, people } = devops;
  await state.git.setBranch("main", null);
  if (votesAreReset) state.policies.push(RESETS_VOTES);
  const forge: Forge = {
    system: "azure-devops",
    url: devops.url,
    repository: `${PROJECT}/${REPOSITORY}`,
    passwordEnv: "FORGE_TOKEN",
  };
  const policy = { review: CAB, ...options.policy };
  const environment = { ...options.environment, FORGE_TOKEN: TOKEN };
  nights = await startNights({ ...options, forge, policy, environment });
  const { pass } = nights;
  return {
    nights,
    devops,
    async approve(number, by) {
      pass(1);
      people.vote(number, by, 10);
    },
    async merge(number, by) {
      pass(1);
      await people.complete(number, by);
    },
    async close(number, by) {
      pass(1);
      people.abandon(number, by);
    },
    async look(number) {
      const pull = state.pull(number) ?? assert.fail(`there is no review ${number}`);
      const { title, description: body, threads } = pull;
      const said = threads.flatMap(({ comments }) => comments).filter(({ commentType }) => commentType === "text");
      const comments = said.map(({ content }) => content);
      const head = pull.iterations.at(-1)?.commit ?? null;
      const words = { active: "open", abandoned: "closed", completed: "merged" } as const;
      return { state: words[pull.status], head, title, body, comments };
    },
    async [Symbol.asyncDispose]() {
      await nights?.[Symbol.asyncDispose]();
      await devops.stop();
    },
  };
}

const RESETS_VOTES = {
  id: 1,
  isEnabled: true,
  isBlocking: true,
  isDeleted: false,
  type: { id: "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd" },
  settings: { resetOnSourcePush: true, minimumApproverCount: 1, scope: [{ refName: "refs/heads/main" }] },
};
