import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FaultCounter } from "../wire/fault-counter.js";
import { GitRepository } from "../wire/git-repository.js";
import { listenOnLoopback } from "../wire/listen-on-loopback.js";
import { PRE_RECEIVE } from "./answer-git.js";
import type { AppContext, Violation } from "./app-context.js";
import { createApp } from "./create-app.js";
import { Credentials } from "./credentials.js";
import { type ApiDescription, createDescriptionCheck, type DescriptionCheck } from "./description.js";
import type { GitHubForgeFaults } from "./faults.js";
import { Hub } from "./hub.js";
import { GITHUB_LIMITS, type HubLimits, type HubModel } from "./hub-model.js";
import { LimitCounter } from "./limit-counter.js";
import { OWN_DESCRIPTION } from "./own-description.js";
import { createPeople, type People } from "./people.js";
import { type HookTarget, Webhooks } from "./webhooks.js";

export interface GitHubForgeOptions {
  readonly model: HubModel;
  /** GitHub's own description, parsed. Left out: only what it leaves out itself is held against a schema. */
  readonly description?: ApiDescription;
  /** `/api/v3` for GitHub Enterprise Server. Default `""`. */
  readonly basePath?: "" | "/api/v3";
  readonly faults?: GitHubForgeFaults;
  readonly limits?: Partial<HubLimits>;
  /** `http:`, so that git needs no certificate. Default: HTTPS. */
  readonly inClear?: boolean;
  /** Default: this machine's. */
  readonly clock?: () => Date;
  /** Where the bare repository is made. Default: a folder that goes when the simulator stops. */
  readonly folder?: string;
  /** How long a webhook may take. Default 10,000, as GitHub's. */
  readonly webhookTimeoutMs?: number;
}

/** A running simulated GitHub with one repository, whose `main` holds one commit. */
export interface GitHubForgeSimulator {
  /** `https://127.0.0.1:<port>`: the web address, and where git is served. */
  readonly url: string;
  readonly apiUrl: string;
  /** SHA-256 of the certificate, to pin. */
  readonly fingerprint: string;
  readonly caPem: string;
  /** The bare repository. */
  readonly gitDir: string;
  readonly hub: Hub;
  readonly people: People;
  /** Every request of the API: method, and path below its base without query. */
  readonly requests: readonly (readonly [method: string, path: string])[];
  /** Every body that came in. */
  readonly bodies: readonly string[];
  /** Requests that no description allows, and answers of ours that GitHub's does not know. */
  readonly violations: readonly Violation[];
  readonly deliveries: Webhooks["deliveries"];
  deliverTo(target: HookTarget): void;
  redeliver(guid: string): Promise<unknown>;
  /** Resolves when every webhook was told, or could not be. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a GitHub on loopback, on a free port: REST, git over HTTP, and webhooks out. */
export async function startGitHubForge(options: GitHubForgeOptions): Promise<GitHubForgeSimulator> {
  const { model, description, basePath = "", faults = {}, clock = () => new Date() } = options;
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "lockstep-github-")));
  const git = new GitRepository(join(folder, "repository.git"));
  await git.init();
  await git.installHook("pre-receive", PRE_RECEIVE);
  const hub = new Hub(model, git, () => new Date(clock().getTime() + (faults.clockSkewMs ?? 0)));
  const [owner = "hospital"] = Object.keys(model.people);
  const first = await git.commitFiles(undefined, { "README.md": "Estate\n" }, "First commit\n", {
    login: owner,
    at: hub.now(),
  });
  await git.setBranch("main", first);
  const webhooks = new Webhooks(hub, options.webhookTimeoutMs ?? 10_000);
  const context: AppContext = {
    hub,
    credentials: new Credentials(hub, faults),
    webhooks,
    limits: new LimitCounter({ ...GITHUB_LIMITS, ...options.limits }),
    counter: new FaultCounter(),
    faults,
    basePath,
    descriptions: [...(description === undefined ? [] : [checkFor(description)]), checkFor(OWN_DESCRIPTION)],
    requests: [],
    bodies: [],
    violations: [],
  };
  const server = await listenOnLoopback(createApp(context), {
    commonName: "github.hospital.test",
    inClear: options.inClear,
  });
  const { requests, bodies, violations } = context;
  return {
    url: server.url,
    apiUrl: `${server.url}${basePath}`,
    fingerprint: server.fingerprint,
    caPem: server.caPem,
    gitDir: git.folder,
    hub,
    people: createPeople(hub),
    requests,
    bodies,
    violations,
    deliveries: webhooks.deliveries,
    deliverTo: (target) => webhooks.deliverTo(target),
    redeliver: (guid) => webhooks.redeliver(guid),
    settled: () => webhooks.settled(),
    stop: async () => {
      await server.stop();
      await webhooks.settled();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Reading GitHub's description takes longer than starting a simulator does: it is read once a process. */
const CHECKS = new WeakMap<ApiDescription, DescriptionCheck>();

function checkFor(description: ApiDescription): DescriptionCheck {
  const check = CHECKS.get(description) ?? createDescriptionCheck(description);
  CHECKS.set(description, check);
  return check;
}
