import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import type { EngineNode, TicketSystem } from "#schemas/estate";
import type { Forge } from "#schemas/forge";
import type { EstateSchedule } from "#schemas/schedule";
import type { Webhook } from "#schemas/webhook";
import { type App, openApp } from "#services/app";
import { initEstate } from "#services/compose/estate/init-estate";
import type { Product } from "#services/compose/estate/products";
import { settingsFor } from "#services/config";
import { createMirthConnector } from "#services/engines/mirth-connect/connector";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import type { MirthSimulator } from "./start-mirth-simulator.js";

export const ACCOUNT = { username: "lockstep-reader", password: "loopback-reader-password" } as const;

export interface LoopbackEstate extends AsyncDisposable {
  readonly folder: string;
  readonly app: App;
  readonly storeDir: string;
}

/** What an estate in a test declares beside its two nodes. */
export interface LoopbackOptions {
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly now?: () => Date;
  readonly tickets?: string;
  readonly ticketSystems?: readonly TicketSystem[];
  readonly forge?: Forge;
  readonly webhooks?: readonly Webhook[];
  readonly schedules?: readonly EstateSchedule[];
  /** Variables that the estate names besides, by name. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: Mirth Connect, whose API is below `/api`. */
  readonly engine?: LoopbackEngine;
}

/** What make of engine the two nodes are. */
export interface LoopbackEngine {
  readonly product: string;
  /** Where the API is, below a node's address. */
  readonly path: string;
  readonly open: () => Product;
  /** What the entries of both nodes say besides. */
  readonly node?: Partial<EngineNode>;
}

/** An estate repository in a temporary folder whose engine `tie` has two simulated nodes, `tie-a` and `tie-b`. */
export async function createLoopbackEstate(
  nodes: { primary: Pick<MirthSimulator, "url" | "fingerprint">; standby: Pick<MirthSimulator, "url" | "fingerprint"> },
  options: LoopbackOptions = {},
): Promise<LoopbackEstate> {
  const engine = options.engine ?? MIRTH;
  const folder = await mkdtemp(join(tmpdir(), "lockstep-e2e-"));
  const now = options.now ?? (() => new Date());
  const node = (id: string, role: string, { url, fingerprint }: Pick<MirthSimulator, "url" | "fingerprint">) => ({
    id,
    role,
    url: `${url}${engine.path}`,
    username: ACCOUNT.username,
    passwordEnv: "LOOPBACK_PASSWORD",
    tls: { fingerprint },
    ...engine.node,
  });
  const estate = {
    estate: "loopback",
    engines: [
      {
        id: "tie",
        product: engine.product,
        owner: "Integration team",
        nodes: [node("tie-a", "primary", nodes.primary), node("tie-b", "standby", nodes.standby)],
      },
    ],
    ...(options.tickets === undefined ? {} : { tickets: { folder: options.tickets } }),
    ...(options.ticketSystems === undefined ? {} : { ticketSystems: options.ticketSystems }),
    ...(options.forge === undefined ? {} : { forge: options.forge }),
    ...(options.webhooks === undefined ? {} : { webhooks: options.webhooks }),
    ...(options.schedules === undefined ? {} : { schedules: options.schedules }),
  };
  // Stories tell of people by name, and of pseudonyms where they are about them.
  const files = new Map([
    ["estate.yaml", stringify(estate)],
    ["policy/people.yaml", stringify({ people: "names" })],
  ]);
  for (const [name, value] of Object.entries(options.policy ?? {})) files.set(`policy/${name}.yaml`, stringify(value));
  const environment = { ...process.env, LOOPBACK_PASSWORD: ACCOUNT.password, ...options.environment };
  const settings = await initEstate(join(folder, "estate"), { environment, actor: "test", now, files });
  const app = await openApp(settingsFor(settings.folder, environment), now, engine.open);
  return {
    folder: settings.folder,
    app,
    storeDir: settings.storeDir,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

const MIRTH: LoopbackEngine = { product: "mirth-connect", path: "/api", open: impatient };

/** An engine that is still starting is not waited for: tests have seen it at once. */
function impatient(): Product {
  const connector = createMirthConnector({ startingWaitMs: 200, startingPollMs: 50 });
  return { connector, dialect: mirthConnectDialect };
}

/** Pushes a changed governed file to main, as a person would. */
export async function commitGoverned(
  estate: LoopbackEstate,
  path: string,
  change: (text: string) => string,
): Promise<void> {
  const file = join(estate.folder, path);
  git(estate, "pull", "--quiet", "--ff-only", "origin", "main");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, change(await readFile(file, "utf8").catch(() => "")));
  git(estate, "add", ".");
  git(estate, "commit", "--quiet", "--allow-empty", "--message", `change ${path}`);
  git(estate, "push", "--quiet", "origin", "HEAD:main");
}

function git(estate: LoopbackEstate, ...args: string[]): void {
  const person = ["-c", "user.name=Test", "-c", "user.email=test@hospital.test"];
  execFileSync("git", ["-C", estate.folder, ...person, ...args], { stdio: "pipe" });
}
