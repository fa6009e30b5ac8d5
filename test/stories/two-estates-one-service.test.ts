import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { stringify } from "yaml";
import type { Webhook } from "#schemas/webhook";
import { ACCOUNT, commitGoverned, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { recordsOf } from "#test/fakes/served-estate";
import { type SimulatedPair, startSimulatedPair } from "#test/fakes/simulated-pair";
import { type StartedCommand, startCommandLine } from "#test/fakes/start-command-line";
import { until } from "#test/fakes/until";

let folder: string;
let pair: SimulatedPair;
let north: LoopbackEstate;
let south: LoopbackEstate;
let service: StartedCommand;
let url: string;
let tokenOfNorth: string;
let meterOfSouth: string;

/** Two Trusts whose engines, nodes and webhooks bear the same names, in one service of a provider. */
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-two-"));
  pair = await startSimulatedPair();
  const hook: Webhook = { id: "deploy", sender: "engine", passwordEnv: "DEPLOY_SECRET", engines: ["tie"] };
  north = await createLoopbackEstate(pair, { webhooks: [hook] });
  south = await createLoopbackEstate(pair, { webhooks: [hook] });
  await commitGoverned(north, "estate.yaml", (text) => text.replace("estate: loopback", "estate: north"));
  await commitGoverned(south, "estate.yaml", (text) => text.replace("estate: loopback", "estate: south"));
  const token = await north.app.tokens.create({ name: "n", role: "engineer", engines: "all", days: 1, by: "Mo Banks" });
  tokenOfNorth = token.text;
  const meter = await south.app.tokens.create({ name: "s", role: "viewer", engines: "all", days: 1, by: "Ros Haddon" });
  meterOfSouth = meter.text;
  const file = join(folder, "service.yaml");
  const estates = [
    { folder: north.folder, environmentPrefix: "NORTH_" },
    { folder: south.folder, environmentPrefix: "SOUTH_" },
  ];
  await writeFile(file, stringify({ estates }));
  service = startCommandLine(["serve", "--service", file, "--port", "0", "--as", "J. Okafor"], {
    ...process.env,
    NORTH_LOOPBACK_PASSWORD: ACCOUNT.password,
    SOUTH_LOOPBACK_PASSWORD: ACCOUNT.password,
    NORTH_DEPLOY_SECRET: SECRETS.north,
    SOUTH_DEPLOY_SECRET: SECRETS.south,
  });
  await service.said("listening on");
  url = /listening on (\S+)/.exec(service.stderr())?.[1] ?? assert.fail(service.stderr());
});

const SECRETS = { north: "the-deploy-secret-of-north", south: "the-deploy-secret-of-south" };

after(async () => {
  service.child.kill("SIGTERM");
  const { code, stderr } = await service.ended;
  await Promise.all([pair, north, south].map((each) => each[Symbol.asyncDispose]()));
  await rm(folder, { recursive: true, force: true });
  assert.equal(code, 0, stderr);
});

async function ask(path: string, token?: string): Promise<Response> {
  return await fetch(`${url}${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
}

/** Sends again what the queue could not take in time, as senders do. */
async function deploy(estate: "north" | "south", secret: string, delivery = "build-0417"): Promise<number> {
  let status = 503;
  const isTaken = async (): Promise<boolean> => {
    const answer = await fetch(`${url}/estates/${estate}/webhooks/deploy`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-lockstep-token": secret, "x-lockstep-delivery": delivery },
      body: "{}",
    });
    status = answer.status;
    return status !== 503;
  };
  await until(isTaken, { what: "the delivery is taken", everyMs: 500, by: service });
  return status;
}

async function runsOf(estate: LoopbackEstate): Promise<number> {
  return (await recordsOf(estate.app, "run")).length;
}

test("a webhook has the engine of its own estate checked, and none of the other's by the same name", async () => {
  assert.equal(await deploy("north", SECRETS.south), 401);
  assert.equal(await deploy("south", SECRETS.north), 401);
  assert.equal(await deploy("north", SECRETS.north), 202);
  await until(async () => (await runsOf(north)) > 0, { everyMs: 100, by: service });
  assert.equal(await runsOf(north), 1, service.stderr());
  assert.equal(await runsOf(south), 0);
  // The same delivery is another one at the other estate.
  assert.equal(await deploy("south", SECRETS.south), 202);
  await until(async () => (await runsOf(south)) > 0, { everyMs: 100, by: service });
  assert.equal(await runsOf(south), 1, service.stderr());
});

test("a token reads its own estate, and the other looks as if it were not there", async () => {
  assert.equal((await ask("/api/v1/estates/north", tokenOfNorth)).status, 200);
  const foreign = await ask("/api/v1/estates/south", tokenOfNorth);
  const absent = await ask("/api/v1/estates/west", tokenOfNorth);
  assert.equal(foreign.status, 404);
  assert.equal(absent.status, 404);
  const told = async (response: Response) => ({ ...((await response.json()) as object), requestId: "" });
  assert.deepEqual(await told(foreign), await told(absent));
  const list = await (await ask("/api/v1/estates", meterOfSouth)).text();
  assert.match(list, /south/);
  assert.doesNotMatch(list, /north/);
});

test("a gate is asked by the name of its estate, since the engine's name is not enough", async () => {
  assert.equal((await ask("/ready/tie")).status, 404);
  for (const estate of ["north", "south"]) {
    const answer = await ask(`/estates/${estate}/ready/tie`);
    assert.equal(answer.status, 503);
    assert.equal(((await answer.json()) as { verdict: string }).verdict, "unknown");
  }
});

test("an estate that names what is its neighbour's, or itself as its neighbour, loses its own gate and gains nothing", async () => {
  await commitGoverned(south, "estate.yaml", (text) =>
    text
      .replace("estate: south", "estate: north")
      .replaceAll("passwordEnv: LOOPBACK_PASSWORD", `passwordFile: ${north.folder}/.lockstep/keys/mask`),
  );
  const asked = (await runsOf(north)) + (await runsOf(south));
  // Whatever is asked of it now reads what is in force now.
  assert.ok([200, 202, 401].includes(await deploy("south", SECRETS.south, "build-0418")));
  await until(() => service.stderr().includes("estate-not-confined"), { everyMs: 100, by: service });
  assert.equal((await runsOf(north)) + (await runsOf(south)), asked);
  const gate = await ask("/estates/south/ready/tie");
  assert.notEqual(gate.status, 200);
  // The book looks at the store each second: what it says by then is why.
  let codes: readonly string[] = [];
  const saysWhy = async (): Promise<boolean> => {
    const answer = await ask("/estates/south/ready/tie");
    assert.equal(answer.status, 503);
    ({ codes } = (await answer.json()) as { codes: readonly string[] });
    return codes.includes("estate-not-confined");
  };
  await until(saysWhy, { what: "the gate says why", everyMs: 200, by: service });
  assert.deepEqual(codes, ["estate-not-confined"]);
  assert.equal((await ask("/api/v1/estates/north", meterOfSouth)).status, 404);
  assert.equal((await ask("/api/v1/estates/north", tokenOfNorth)).status, 200);
  assert.ok(!service.stderr().includes(ACCOUNT.password));
});
