import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { AccessPolicy } from "#schemas/access";
import { type App, openApp } from "#services/app";
import { initEstate } from "#services/compose/estate/init-estate";
import { settingsFor } from "#services/config";
import { freePort } from "#test/fakes/free-port";
import { type StartedCommand, startCommandLine } from "#test/fakes/start-command-line";
import { type ExampleHospital, startExampleHospital } from "#test/fakes/start-example-hospital";
import {
  MO_BANKS,
  OIDC_CLIENT,
  type OidcProvider,
  ROS_HADDON,
  startOidcProvider,
} from "#test/fakes/start-oidc-provider";

/** The example hospital after its first night, served by `lockstep serve` in a process of its own, with a real sign-in. */
export interface StagedService extends AsyncDisposable {
  readonly url: string;
  readonly hospital: ExampleHospital;
  readonly app: App;
  /** What the service said, to be shown where something fails. */
  readonly said: () => string;
}

export const J_OKAFOR = {
  login: "okafor",
  claims: { ...MO_BANKS.claims, oid: "6f1f0d5e-0000-4000-8000-000000000003", name: "J. Okafor", groups: [] },
} as const;

/** Ros works on the engines, Mo approves, and J. Okafor keeps the tokens. */
const ACCESS: AccessPolicy = {
  people: [
    { account: ROS_HADDON.claims.oid, name: "Ros Haddon", roles: [{ role: "engineer" }] },
    { account: MO_BANKS.claims.oid, name: "Mo Banks", roles: [{ role: "approver" }] },
    { account: J_OKAFOR.claims.oid, name: "J. Okafor", roles: [{ role: "administrator" }] },
  ],
  groups: [],
  reviewEveryDays: 90,
};

export async function stageService(): Promise<StagedService> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-browser-"));
  const hospital = await startExampleHospital();
  const app = await tellFirstNight(hospital, join(folder, "estate"));
  await app.tokens.create({ name: "haproxy-a", role: "viewer", engines: ["tie"], days: 30, by: "J. Okafor" });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const accounts = [MO_BANKS, ROS_HADDON, J_OKAFOR];
  const provider = await startOidcProvider({ returnAddresses: [`${url}/sign-in/return`], accounts });
  const service = await startService({ folder, app, hospital, provider, port });
  return {
    url,
    hospital,
    app,
    said: service.stderr,
    async [Symbol.asyncDispose]() {
      service.child.kill("SIGTERM");
      await service.ended;
      await provider.stop();
      await hospital.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Everything is approved as it is; then people work through a night, and Lockstep looks. */
async function tellFirstNight(hospital: ExampleHospital, folder: string): Promise<App> {
  const environment = { ...process.env, ...hospital.environment };
  const files = new Map([...hospital.files(), ["policy/access.yaml", stringify(ACCESS)]]);
  await initEstate(folder, { environment, actor: "demo", now: () => new Date(), files });
  const app = await openApp(settingsFor(folder, environment));
  await lookAt(app, hospital, folder);
  const approver = "C. Okonkwo, Change Advisory Board";
  for (const { id, nodes } of (await app.estate()).engines) {
    const production = nodes.find(({ role }) => role === "primary") ?? nodes[0];
    const { snapshot } = await app.open(`${id}/${production?.id}`);
    const adoption = { engineId: id, from: "primary", digest: snapshot.digest, approver, ticket: null, reviewed: true };
    await app.adopt(adoption);
  }
  await lookAt(app, hospital, folder);
  hospital.night(2);
  await lookAt(app, hospital, folder);
  return app;
}

async function lookAt(app: App, hospital: ExampleHospital, folder: string): Promise<void> {
  await mkdir(join(folder, "tickets"), { recursive: true });
  await writeFile(join(folder, "tickets", "tickets.json"), hospital.tickets(new Date()));
  await app.check([]);
}

async function startService(given: {
  readonly folder: string;
  readonly app: App;
  readonly hospital: ExampleHospital;
  readonly provider: OidcProvider;
  readonly port: number;
}): Promise<StartedCommand> {
  const { folder, app, hospital, provider, port } = given;
  const file = join(folder, "service.yaml");
  const { clientId, clientSecret } = OIDC_CLIENT;
  const signIn = { issuer: provider.issuer, clientId, clientSecret: { env: "SIGN_IN_SECRET" } };
  const publicUrl = `http://127.0.0.1:${port}`;
  await writeFile(file, stringify({ estates: [{ folder: app.settings.folder }], publicUrl, signIn }));
  const started = startCommandLine(["serve", "--service", file, "--port", String(port)], {
    ...process.env,
    ...hospital.environment,
    SIGN_IN_SECRET: clientSecret,
  });
  await started.said("listening on");
  return started;
}
