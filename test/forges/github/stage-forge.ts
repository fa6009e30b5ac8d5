import { generateKeyPairSync } from "node:crypto";
import type { Forge as Declared } from "#schemas/forge";
import { createGitHubForge } from "#services/forges/github/forge";
import { createPace } from "#services/forges/github/pace";
import type { GitHubForgeFaults } from "#services/simulators/github/faults";
import type { HubModel } from "#services/simulators/github/hub-model";
import { addPull } from "#services/simulators/github/open-pull";
import type { StagedForge } from "#test/conformance/forge-harness";
import type { ForgeSituation } from "#test/conformance/forge-situations";
import {
  type GitHubForgeOptions,
  type GitHubForgeSimulator,
  startGitHubForgeSimulator,
} from "#test/fakes/start-github-forge-simulator";
import { peopleOn, pushAnew } from "./people-on-forge.js";

export const TOKEN = "github_pat_5tR0ngEnoughForATest";
export const REPOSITORY = "hospital/estate";
export const TEAM = "hospital/cab";
export const APP = { id: 4711, slug: "lockstep-review", installation: 99 };

const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});

export type Kind = "token" | "app";

export interface StagedHub extends StagedForge {
  readonly simulator: GitHubForgeSimulator;
  readonly faults: { -readonly [Name in keyof GitHubForgeFaults]: GitHubForgeFaults[Name] };
  /** As Lockstep stands on GitHub. */
  readonly account: string;
}

export interface StageOptions {
  readonly kind: Kind;
  readonly situation?: ForgeSituation;
  readonly basePath?: "" | "/api/v3";
  readonly model?: Partial<HubModel>;
  readonly simulator?: Partial<GitHubForgeOptions>;
  readonly timeoutMs?: number;
}

/** Stages a GitHub with one repository, a CAB, and Lockstep as a token's account or as an app. */
export async function stageForge(options: StageOptions): Promise<StagedHub> {
  const { kind, situation = "healthy", basePath = "" } = options;
  const faults: StagedHub["faults"] = { ...options.simulator?.faults };
  const simulator = await startGitHubForgeSimulator({
    ...options.simulator,
    model: { ...MODEL, ...options.model },
    basePath,
    faults,
  });
  const account = kind === "app" ? `${APP.slug}[bot]` : "lockstep-reviewer";
  const { hub } = simulator;
  const turn = (to: ForgeSituation): void => {
    for (const name of Object.keys(faults)) Reflect.deleteProperty(faults, name);
    Object.assign(faults, options.simulator?.faults, FAULTS[to]);
    if (to === "protection-hidden") simulator.people.protect("main", { approvals: 1, dismissStale: true });
  };
  turn(situation);
  const secret = kind === "app" ? privateKey : TOKEN;
  return {
    forge: createGitHubForge({ limits: LIMITS, pace: createPace({ perMinute: 10_000, perHour: 10_000 }) }),
    request: {
      declared: declaredFor(simulator, kind, situation !== "untrusted-certificate", basePath),
      secret,
      now: () => new Date(),
      timeoutMs: options.timeoutMs ?? 4000,
    },
    simulator,
    faults,
    account,
    people: peopleOn(simulator),
    push: (branch) => pushAnew(simulator, branch, account),
    async fill(count) {
      const sha = await hub.git.commitFiles("refs/heads/main", { "fill.txt": "x\n" }, "Fill\n", {
        login: account,
        at: hub.now(),
      });
      const baseSha = (await hub.git.branches()).get("main") ?? "";
      for (let at = 0; at < count; at += 1) {
        const refs = { headRef: `drift/fill/${at}`, headSha: sha, baseRef: "main", baseSha, fork: null };
        addPull(hub, account, { title: `Fill ${at}`, body: "", ...refs });
      }
    },
    turn,
    requests: () => simulator.requests,
    stop: () => simulator.stop(),
  };
}

const MODEL: HubModel = {
  repository: REPOSITORY,
  people: {
    "olga-owner": "admin",
    "lockstep-reviewer": "admin",
    "pat-lowe": "write",
    "robin-board": "write",
    "sam-engineer": "write",
    "mia-merge": "write",
    "kim-outside": "none",
  },
  teams: { [TEAM]: { members: ["pat-lowe", "robin-board"] } },
  credentials: [{ token: TOKEN, login: "lockstep-reviewer" }],
  app: { ...APP, publicKey },
};

const LIMITS = { answerTimeoutMs: 700, silenceTimeoutMs: 700, startingPollMs: 10, maxItemBytes: 512 * 1024 };

function declaredFor(
  { url, fingerprint }: GitHubForgeSimulator,
  kind: Kind,
  isTrusted: boolean,
  basePath: string,
): Declared {
  return {
    system: "github",
    url,
    // Enterprise Server's API is found from its web address.
    ...(basePath === "" && { apiUrl: url }),
    repository: REPOSITORY,
    ...(kind === "app" ? { app: { id: APP.id, keyFile: "/etc/lockstep/app.pem" } } : { passwordEnv: "ESTATE_TOKEN" }),
    ...(isTrusted && { tls: { fingerprint } }),
  };
}

const FAULTS: Readonly<Partial<Record<ForgeSituation, GitHubForgeFaults>>> = {
  "expired-credential": { tokenExpired: true },
  forbidden: { hiddenRepository: true },
  "narrowed-rights": { readOnly: true },
  "team-hidden": { lacks: ["members"] },
  "protection-hidden": { lacks: ["administration"] },
  "rate-limited-once": { quota: { times: 1, fullInSeconds: 1 } },
  "rate-limited": { status: { path: "*", code: 429 }, retryAfterSeconds: 3600 },
  unavailable: { status: { path: "*", code: 503 } },
  slow: { slow: { path: "*", ms: 300 } },
  silent: { hang: "*" },
  "truncated-answer": { truncate: { path: "*", how: "clean-end" } },
  "cut-connection": { truncate: { path: "*", how: "cut-connection" } },
  "endless-answer": { hugeBody: "*" },
  garbage: { garbage: "*" },
  "login-page": { loginPage: "*" },
  "redirect-to-login": { redirectToLogin: "*" },
};
