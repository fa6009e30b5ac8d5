import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import type { JobRequest } from "#schemas/job-request";
import { runCommandLine } from "#services/cli/run-command-line";
import { ANONYMOUS, type Grant } from "#services/core/access/principal";
import { collectorRoutes } from "#services/http/collector/collector-routes";
import { createHttpApp } from "#services/http/create-http-app";
import type { Doorkeeper } from "#services/http/doorkeeper";
import { type HttpServer, startHttpServer } from "#services/http/start-http-server";
import type { EstateViews } from "#services/ports/estate-views";
import type { VerdictBook } from "#services/ports/verdict-book";
import {
  ACCOUNT,
  commitGoverned,
  createLoopbackEstate,
  type LoopbackEstate,
  type LoopbackOptions,
} from "./estate-on-loopback.js";
import { freePort } from "./free-port.js";
import { type CommandOutcome, type StartedCommand, startCommandLine } from "./start-command-line.js";
import { type MirthSimulator, startMirthSimulator } from "./start-mirth-simulator.js";

export const TOKEN = "an-invented-token-of-a-collector";

/** A service without a way to the engines, and a collector that has one. */
export interface CollectorStage extends AsyncDisposable {
  readonly estate: LoopbackEstate;
  readonly primary: MirthSimulator;
  readonly standby: MirthSimulator;
  /** The collector's own folder, with collector.yaml. */
  readonly folder: string;
  readonly spool: () => Promise<readonly string[]>;
  /** Jobs that were asked for. */
  readonly asked: readonly JobRequest[];
  /** Does what was asked for since, as a worker would. */
  work(): Promise<void>;
  up(): Promise<void>;
  down(): Promise<void>;
  url(): string;
  /** Runs `lockstep collect` in this process. */
  collect(args?: readonly string[], environment?: Readonly<Record<string, string>>): Promise<CommandOutcome>;
  /** Starts it as a process of its own. */
  start(args?: readonly string[], environment?: Readonly<Record<string, string>>): StartedCommand;
  /** The parts that lie on the shelf of the service, by name. */
  shelf(): Promise<readonly string[]>;
}

export interface StageOptions {
  readonly model: Parameters<typeof startMirthSimulator>[0]["model"];
  readonly standbyModel: Parameters<typeof startMirthSimulator>[0]["model"];
  readonly agreed?: boolean;
  readonly engines?: Grant["engines"];
  readonly now?: () => Date;
  /** Governed files of the estate, by name below `policy`. */
  readonly policy?: LoopbackOptions["policy"];
}

export async function createCollectorStage(options: StageOptions): Promise<CollectorStage> {
  const primary = await startMirthSimulator({ model: options.model, account: ACCOUNT });
  const standby = await startMirthSimulator({ model: options.standbyModel, account: ACCOUNT });
  // The service's own machine does not even hold the password.
  const environment = { LOOPBACK_PASSWORD: "" };
  const timing = options.now === undefined ? {} : { now: options.now };
  const estate = await createLoopbackEstate(
    { primary, standby },
    { environment, ...timing, ...(options.policy && { policy: options.policy }) },
  );
  const folder = join(dirname(estate.folder), "edge");
  const asked: JobRequest[] = [];
  const keys = new Set<string>();
  const port = await freePort();
  let server: HttpServer | undefined;
  let done = 0;

  const doorkeeper: Doorkeeper = {
    identify: ({ headers }) => {
      const grants: Grant[] = [{ estate: "loopback", role: "collector", engines: options.engines ?? ["tie"] }];
      const known = headers.authorization === `Bearer ${TOKEN}`;
      const principal = known ? { kind: "token" as const, id: "edge-1", name: "edge-1", grants } : ANONYMOUS;
      return Promise.resolve({ principal, csrf: undefined });
    },
    signInPath: () => undefined,
  };

  const lineOf = (args: readonly string[]): string[] => ["collect", "--file", join(folder, "collector.yaml"), ...args];
  const environmentOf = (more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
    ...process.env,
    ...{ LOOPBACK_PASSWORD: ACCOUNT.password, EDGE_TOKEN: TOKEN },
    ...more,
  });

  const stage: CollectorStage = {
    estate,
    primary,
    standby,
    folder,
    asked,
    url: () => `http://127.0.0.1:${port}`,
    spool: () => readdir(join(folder, "data", "spool", "waiting", "tie")).catch(() => []),
    async work() {
      for (; done < asked.length; done += 1) {
        const job = asked[done];
        if (job?.job === "check") await estate.app.check(job.engineIds);
      }
    },
    async up() {
      const add = (request: JobRequest, { key }: { key: string }): Promise<"added" | "known"> => {
        if (keys.has(key)) return Promise.resolve("known");
        keys.add(key);
        asked.push(request);
        return Promise.resolve("added");
      };
      const logger = { info() {}, warn() {}, error() {} };
      const declared = await estate.app.estate();
      const served = { id: "loopback", app: estate.app, views: {} as EstateViews, verdicts: {} as VerdictBook };
      const app = createHttpApp({
        webhookNamed: () => undefined,
        ...{ queue: { add }, logger, doorkeeper, now: options.now ?? (() => new Date()) },
        estates: [{ ...served, declared: () => declared }],
        routes: collectorRoutes({ queue: { add }, logger, areSeveral: false }),
        limits: { requestsPerMinute: 10_000 },
      });
      server = await startHttpServer(app, { host: "127.0.0.1", port });
    },
    async down() {
      await server?.stop();
      server = undefined;
    },
    shelf: () => readdir(join(estate.app.settings.dataFolder, "collected-parts")).catch(() => []),
    async collect(args = [], more = {}) {
      const [stdout, stderr]: [string[], string[]] = [[], []];
      const code = await runCommandLine(lineOf(args), {
        cwd: folder,
        environment: environmentOf(more),
        stdout: { write: (text) => void stdout.push(text) },
        stderr: { write: (text) => void stderr.push(text) },
      });
      return { code, stdout: stdout.join(""), stderr: stderr.join("") };
    },
    start: (args = [], more = {}) => startCommandLine(lineOf(args), environmentOf(more)),
    async [Symbol.asyncDispose]() {
      await Promise.all([stage.down(), primary.stop(), standby.stop()]);
      await estate[Symbol.asyncDispose]();
    },
  };

  await mkdir(join(folder, "data", "keys"), { recursive: true });
  const file = { server: stage.url(), estate: "loopback", collector: "edge-1", tokenEnv: "EDGE_TOKEN" };
  await writeFile(join(folder, "collector.yaml"), stringify(file));
  const mask = await readFile(estate.app.settings.maskKeyFile);
  await writeFile(join(folder, "data", "keys", "mask"), mask, { mode: 0o600 });
  makeKey(join(folder, "data", "keys", "signing"));
  await declareCollector(stage);
  await stage.up();
  if (options.agreed !== false) await agree(stage);
  return stage;
}

/** Makes a key pair as `lockstep collect key` does, and gives the public key. */
export function makeKey(file: string): string {
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "edge", "-f", file]);
  return execFileSync("cat", [`${file}.pub`], { encoding: "utf8" })
    .trim()
    .split(" ")
    .slice(0, 2)
    .join(" ");
}

async function declareCollector({ estate, folder }: CollectorStage): Promise<void> {
  const text = await readFile(join(folder, "data", "keys", "signing.pub"), "utf8");
  const collectors = [{ id: "edge-1", publicKey: text.trim().split(" ").slice(0, 2).join(" ") }];
  await commitGoverned(
    estate,
    "estate.yaml",
    (yaml) => `${yaml.replace("  - id: tie\n", "  - id: tie\n    collector: edge-1\n")}${stringify({ collectors })}`,
  );
}

/** What a person at the collector does once. */
export async function agree(stage: CollectorStage): Promise<void> {
  const shown = await stage.collect(["agree"]);
  const [digest = ""] = /sha256:[0-9a-f]{64}/.exec(shown.stdout) ?? [];
  const outcome = await stage.collect(["agree", "--digest", digest]);
  if (outcome.code !== 0) throw new Error(`${shown.stdout}${shown.stderr}${outcome.stderr}`);
}

/** Forgets everything of the collector but its keys, its file and what was agreed to. */
export async function loseData({ folder }: CollectorStage): Promise<void> {
  for (const name of ["store.git", "spool", "plan.json"]) {
    await rm(join(folder, "data", name), { recursive: true, force: true });
  }
}
