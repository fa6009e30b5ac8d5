import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, type TestContext, test } from "node:test";
import { answerGate } from "#services/core/gate/answer-gate";
import type { ToldVerdict } from "#services/core/gate/told-verdict";
import { type AgentServer, startAgentServer } from "#services/http/gate/start-agent-server";
import { aReason, aToldVerdict } from "#test/core/gate/a-told-verdict";
import { freePort } from "#test/fakes/free-port";
import { until } from "#test/fakes/until";
import { GATE_FOLDER } from "#test/gate/run-script";
import { ASKED_AT, type ServedGate, serveGate } from "#test/http/gate/serve-gate";

const READY = aToldVerdict();
const NOT_READY = aToldVerdict({ verdict: "not-ready", reasons: [aReason("parity", "not-ready")] });

const told = new Map<string, ToldVerdict>([["tie", READY]]);
let gate: ServedGate;
let agent: AgentServer;
let folder: string;
const behind = createServer((_request, response) => void response.end("behind\n"));
const children: ChildProcess[] = [];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "lockstep-balancers-"));
  await new Promise<void>((resolve) => behind.listen(0, "127.0.0.1", resolve));
});

after(async () => {
  for (const child of children) {
    if (child.exitCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  behind.closeAllConnections();
  behind.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openGate(): Promise<void> {
  told.set("tie", READY);
  gate = await serveGate(told);
  const answer: Parameters<typeof startAgentServer>[0]["estates"][number]["verdicts"]["answer"] = (id, question) => {
    const verdict = told.get(id);
    return verdict === undefined ? undefined : answerGate(verdict, question, { now: ASKED_AT });
  };
  const estates = [{ id: "st-example", verdicts: { answer, advise: () => undefined, runbook: noRunbook } }];
  agent = await startAgentServer({ estates, areSeveral: false }, { host: "127.0.0.1", port: 0 });
}

function noRunbook(): Promise<never> {
  return Promise.reject(new Error("no balancer asks for one"));
}

async function closeGate(): Promise<void> {
  await gate[Symbol.asyncDispose]();
  await agent.stop();
}

/** The shipped configuration, with the addresses of the test in the place of the hospital's. */
function configured(name: string, places: Readonly<Record<string, string>>): string {
  const text = Object.entries(places).reduce(
    (config, [from, to]) => config.replaceAll(from, to),
    readFileSync(join(GATE_FOLDER, name), "utf8"),
  );
  assert.doesNotMatch(
    text.replaceAll(/^\s*#.*$/gm, "").replaceAll("Host lockstep.hospital.test", ""),
    /hospital\.test/,
  );
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function start(program: string, args: readonly string[]): void {
  children.push(spawn(program, args, { stdio: "ignore" }));
}

async function untilSeen(what: string, holds: () => Promise<boolean>): Promise<void> {
  await until(() => holds().catch(() => false), { what, everyMs: 100 });
}

function isMissing(program: string, context: TestContext): boolean {
  if (spawnSync(program, ["-v"]).error === undefined) return false;
  context.skip(`${program} is not installed (Debian: apt-get install ${program})`);
  return true;
}

function portOf(url: string): string {
  return new URL(url).port;
}

test("HAProxy takes the standby for planned traffic only while the gate is open", async (context) => {
  if (isMissing("haproxy", context)) return;
  await openGate();
  const socket = join(folder, "admin.sock");
  const address = behind.address();
  const file = configured("haproxy.cfg", {
    "/run/haproxy/admin.sock": socket,
    "127.0.0.1:6660": `127.0.0.1:${await freePort()}`,
    "tie-b.hospital.test:6661": `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    "addr lockstep.hospital.test": "addr 127.0.0.1",
    "port 8740": `port ${portOf(gate.url)}`,
    "agent-port 8741": `agent-port ${agent.port}`,
    "inter 5s": "inter 200ms",
  });
  assert.equal(spawnSync("haproxy", ["-c", "-f", file]).status, 0, "the configuration is taken");
  start("haproxy", ["-db", "-f", file]);
  const isUp = async (): Promise<string> => (await statistics(socket))["status"] ?? "";
  await untilSeen("it is up while ready", async () => (await isUp()) === "UP");
  told.set("tie", NOT_READY);
  await untilSeen("it is down while not ready", async () => (await isUp()).startsWith("DOWN"));
  await untilSeen("the agent says why", async () => /parity/.test((await statistics(socket))["last_agt"] ?? ""));
  told.set("tie", READY);
  await untilSeen("it is up again", async () => (await isUp()) === "UP");
  told.set("tie", aToldVerdict({ byOverride: true }));
  await untilSeen("an override is not enough", async () => (await isUp()).startsWith("DOWN"));
  told.set("tie", READY);
  await untilSeen("it is up once more", async () => (await isUp()) === "UP");
  await closeGate();
  await untilSeen("it is down when nobody answers", async () => (await isUp()).startsWith("DOWN"));
});

test("NGINX lets nobody through while the gate is shut or nobody answers", async (context) => {
  if (isMissing("nginx", context)) return;
  await openGate();
  const address = behind.address();
  const port = await freePort();
  const file = configured("nginx.conf", {
    "lockstep.hospital.test:8740": `127.0.0.1:${portOf(gate.url)}`,
    "tie-b.hospital.test:8081": `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    "127.0.0.1:8080": `127.0.0.1:${port}`,
  });
  const globals = `pid ${folder}/nginx.pid; error_log ${folder}/error.log; daemon off; master_process off;`;
  start("nginx", ["-c", file, "-p", folder, "-e", join(folder, "error.log"), "-g", globals]);
  const ask = async (): Promise<number> => (await fetch(`http://127.0.0.1:${port}/switchover/now`)).status;
  await untilSeen("it lets through while ready", async () => (await ask()) === 200);
  assert.equal((await fetch(`http://127.0.0.1:${port}/gate/tie`)).status, 404);
  told.set("tie", NOT_READY);
  assert.equal(await ask(), 503);
  told.set("tie", READY);
  await untilSeen("it lets through again", async () => (await ask()) === 200);
  await closeGate();
  assert.equal(await ask(), 503);
});

/** One line of `show stat`, by its column. */
async function statistics(socket: string): Promise<Record<string, string>> {
  const text = await new Promise<string>((resolve, reject) => {
    let said = "";
    const client = connect(socket, () => client.write("show stat\n"));
    client.on("data", (chunk) => {
      said += chunk.toString();
    });
    client.once("error", reject);
    client.once("end", () => resolve(said));
  });
  const [head = "", ...lines] = text.split("\n");
  const names = head.replace(/^# /, "").split(",");
  const line = lines.find((one) => one.startsWith("tie_standby,tie-b,")) ?? "";
  return Object.fromEntries(line.split(",").map((value, index) => [names[index] ?? "", value]));
}
