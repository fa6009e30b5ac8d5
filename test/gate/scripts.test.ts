import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { aReason, aToldVerdict } from "#test/core/gate/a-told-verdict";
import { freePort } from "#test/fakes/free-port";
import { type ServedGate, serveGate } from "#test/http/gate/serve-gate";
import { answerRaw, rawAnswer } from "./answer-raw.js";
import { GATE_FOLDER, runScript, type ScriptEnd } from "./run-script.js";

let gate: ServedGate;
let folder: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "lockstep-gate-"));
  const reasons = [aReason("parity", "not-ready")];
  gate = await serveGate(
    new Map([
      ["tie", aToldVerdict()],
      ["rie", aToldVerdict({ engineId: "rie", verdict: "not-ready", reasons })],
      ["iris", aToldVerdict({ engineId: "iris", verdict: "unknown", reasons: [aReason("never-read", "unknown")] })],
      ["over", aToldVerdict({ engineId: "over", byOverride: true })],
    ]),
  );
});

after(async () => {
  await gate[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

function ask(...args: string[]): Promise<ScriptEnd> {
  return runScript("lockstep-gate.sh", ["-T", "50", ...args], { LOCKSTEP_URL: gate.url });
}

test("the script ends with the exits of 'lockstep ready', and says why in one line", async () => {
  const ends = await Promise.all(["tie", "rie", "iris", "over", "none"].map((engine) => ask(engine)));
  assert.deepEqual(
    ends.map(({ exit }) => exit),
    [0, 1, 2, 3, 2],
  );
  assert.match(ends[0]?.stdout ?? "", /^ready tie age=1200 /);
  assert.match(ends[1]?.stdout ?? "", /^not-ready rie .*codes=parity\n$/);
});

test("it hands over what the caller tolerates", async () => {
  const ends = await Promise.all([
    ask("-a", "20m", "tie"),
    ask("-a", "19m", "tie"),
    ask("-o", "over"),
    ask("-f", "ADT", "-t", "1", "-p", "strict", "tie"),
    ask("-f", "A&tier=1", "tie"),
    ask("-e", "st-example", "tie"),
    ask("-e", "other", "tie"),
  ]);
  assert.deepEqual(
    ends.map(({ exit }) => exit),
    [0, 2, 0, 0, 2, 0, 2],
  );
});

test("what it cannot ask for is a slip in the call, and no answer", async () => {
  for (const args of [[], ["tie", "rie"], ["../tie"], ["-z", "tie"], ["-T", "x", "tie"], ["-u", "file:///etc", "tie"]])
    assert.equal((await ask(...args)).exit, 64, args.join(" "));
});

const OPEN = "ready tie age=1 asOf=2026-11-23T02:00:00Z expires=2026-11-24T02:00:00Z codes=none\n";

test("an answer that is the gate's opens it, also from a server that writes it by hand", async () => {
  await using server = await answerRaw(rawAnswer("200 OK", OPEN));
  assert.equal((await runScript("lockstep-gate.sh", ["-u", server.url, "tie"])).exit, 0);
});

test("whatever is no plain answer of the gate opens nothing", async () => {
  const answers = {
    "an empty answer": "",
    "an empty body": rawAnswer("200 OK", ""),
    "another body": rawAnswer("200 OK", "<html>It works!</html>"),
    "only the word": rawAnswer("200 OK", "ready\n"),
    "another engine": rawAnswer("200 OK", OPEN.replace("tie", "rie")),
    "an engine that begins alike": rawAnswer("200 OK", OPEN.replace("tie", "tie-2")),
    "a second line": rawAnswer("200 OK", `not-ready tie age=1\n${OPEN}`),
    "more after it": rawAnswer("200 OK", `${OPEN}not-ready tie age=1\n`),
    "the wrong status": rawAnswer("203 Non-Authoritative", OPEN),
    "a refusal that says ready": rawAnswer("503 Service Unavailable", OPEN),
    JSON: rawAnswer("200 OK", '{"verdict":"ready","engineId":"tie"}'),
    "a redirect": rawAnswer("302 Found", OPEN, [`Location: ${gate.url}/ready/tie`]),
    "fewer bytes than it promised": rawAnswer("200 OK", OPEN).replace(/Content-Length: \d+/, "Content-Length: 4000"),
    "no HTTP at all": "ready tie age=1\n",
    "a megabyte": rawAnswer("200 OK", OPEN + "x".repeat(1_000_000)),
    "a status of its own at the end": rawAnswer("500 Oops", `${OPEN}200 0`),
  };
  for (const [what, answer] of Object.entries(answers)) {
    await using server = await answerRaw(answer);
    const end = await runScript("lockstep-gate.sh", ["-u", server.url, "tie"]);
    assert.equal(end.exit, 2, `${what}: ${end.stdout}`);
    assert.match(end.stdout, /^unknown tie /, what);
  }
});

test("silence, a closed port and a name that nobody knows are no answer", async () => {
  await using silent = await answerRaw(undefined);
  await using endless = await answerRaw(
    rawAnswer("200 OK", OPEN).replace(/Content-Length: \d+/, "Content-Length: 4000"),
    {
      keepsOpen: true,
    },
  );
  const urls = [silent.url, endless.url, `http://127.0.0.1:${await freePort()}`, "http://gate.hospital.test:8740"];
  const ends = await Promise.all(urls.map((url) => runScript("lockstep-gate.sh", ["-T", "1", "-u", url, "tie"])));
  assert.deepEqual(
    ends.map(({ exit }) => exit),
    [2, 2, 2, 2],
  );
});

test("without curl it cannot tell", async () => {
  const end = await runScript("lockstep-gate.sh", ["-u", gate.url, "tie"], { PATH: folder });
  assert.notEqual(end.exit, 0);
});

test("a user's curl configuration and a proxy in the environment change nothing", async () => {
  writeFileSync(join(folder, ".curlrc"), 'location\nurl = "http://127.0.0.1:1/"\n');
  await using redirecting = await answerRaw(rawAnswer("302 Found", "", [`Location: ${gate.url}/ready/tie`]));
  const environment = { HOME: folder, CURL_HOME: folder, http_proxy: gate.url, ALL_PROXY: gate.url };
  assert.equal((await runScript("lockstep-gate.sh", ["-u", redirecting.url, "tie"], environment)).exit, 2);
  assert.equal((await runScript("lockstep-gate.sh", ["-u", gate.url, "tie"], environment)).exit, 0);
});

test("what a hostile answer holds does not reach the terminal", async () => {
  await using server = await answerRaw(rawAnswer("503 No", "not-ready tie age=1 \x1b[2Jcodes=\u202e|x\n"));
  const { exit, stdout } = await runScript("lockstep-gate.sh", ["-u", server.url, "tie"]);
  assert.equal(exit, 1);
  assert.match(stdout, /^[\x20-\x7e]*\n$/);
});

test("a monitor is told OK, WARNING, CRITICAL or UNKNOWN, with the age as performance data", async () => {
  const environment = { LOCKSTEP_URL: gate.url };
  const ends = await Promise.all(
    ["tie", "over", "rie", "iris"].map((engine) => runScript("check_lockstep", ["-T", "50", engine], environment)),
  );
  assert.deepEqual(
    ends.map(({ exit, stdout }) => [exit, stdout.replace(/^LOCKSTEP (\w+) - .* \| (\S+)\n$/, "$1 $2")]),
    [
      [0, "OK age=1200s"],
      [1, "WARNING age=1200s"],
      [2, "CRITICAL age=1200s"],
      [3, "UNKNOWN age=1200s"],
    ],
  );
  const down = await runScript("check_lockstep", ["-u", `http://127.0.0.1:${await freePort()}`, "tie"]);
  assert.deepEqual([down.exit, /age=Us\n$/.test(down.stdout)], [3, true]);
});

test("a planned switchover runs while the gate is open, and an emergency runs whatever it says", async () => {
  const environment = { LOCKSTEP_URL: gate.url, LOCKSTEP_GATE_OPTIONS: "-T 50" };
  const run = (...args: string[]): Promise<ScriptEnd> => runScript("lockstep-switchover.sh", args, environment);
  const planned = await run("tie", "printf", "%s|", "moved", "with space", "$HOME");
  assert.deepEqual([planned.exit, planned.stdout], [0, "moved|with space|$HOME|"]);
  const refused = await run("rie", "printf", "moved");
  assert.deepEqual([refused.exit, refused.stdout], [1, ""]);
  assert.match(refused.stderr, /^not-ready rie /);
  const emergency = await run("--disaster", "rie", "printf", "moved");
  assert.deepEqual([emergency.exit, emergency.stdout], [0, "moved"]);
  assert.match(emergency.stderr, /it never forbids a failover/);
  const alone = { LOCKSTEP_URL: `http://127.0.0.1:${await freePort()}` };
  assert.equal((await runScript("lockstep-switchover.sh", ["tie", "true"], alone)).exit, 2);
  assert.equal((await runScript("lockstep-switchover.sh", ["--disaster", "tie", "sh", "-c", "exit 7"], alone)).exit, 7);
  const strict = { ...environment, LOCKSTEP_GATE_OPTIONS: "-a 1s" };
  assert.equal((await runScript("lockstep-switchover.sh", ["tie", "true"], strict)).exit, 2);
});

test("Consul is told what the gate says, with the token in no list of processes", async () => {
  const told: unknown[] = [];
  const agent = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      const { Status, Output } = JSON.parse(body) as { readonly Status: string; readonly Output: string };
      told.push([request.method, request.url, request.headers["x-consul-token"], Status, Output.split(" ")[0]]);
      response.end();
    });
  });
  await new Promise<void>((resolve) => agent.listen(0, "127.0.0.1", resolve));
  const address = agent.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const token = join(folder, "token");
  writeFileSync(token, "consul-token\n");
  const environment = {
    LOCKSTEP_URL: gate.url,
    CONSUL_HTTP_ADDR: `127.0.0.1:${port}`,
    CONSUL_HTTP_TOKEN_FILE: token,
  };
  for (const engine of ["tie", "over", "rie", "iris"])
    assert.equal((await runScript("lockstep-consul.sh", ["tie-standby", "-T", "50", engine], environment)).exit, 0);
  agent.close();
  const path = "/v1/agent/check/update/tie-standby";
  assert.deepEqual(told, [
    ["PUT", path, "consul-token", "passing", "ready"],
    ["PUT", path, "consul-token", "warning", "ready-by-override"],
    ["PUT", path, "consul-token", "critical", "not-ready"],
    ["PUT", path, "consul-token", "critical", "unknown"],
  ]);
  const alone = { ...environment, CONSUL_HTTP_ADDR: `127.0.0.1:${await freePort()}` };
  assert.equal((await runScript("lockstep-consul.sh", ["tie-standby", "tie"], alone)).exit, 2);
  assert.equal((await runScript("lockstep-consul.sh", ["../x", "tie"], environment)).exit, 64);
});

test("Pacemaker's agent keeps an attribute, and never fails because an engine is not ready", async () => {
  const log = join(folder, "attributes");
  const attrd = join(folder, "attrd_updater");
  writeFileSync(attrd, `#!/bin/sh\necho "$*" >> ${log}\n`);
  chmodSync(attrd, 0o755);
  const act = (action: string, engine: string): Promise<ScriptEnd> =>
    runScript("LockstepGate", [action], {
      PATH: `${folder}:${process.env["PATH"] ?? ""}`,
      HA_RSCTMP: folder,
      OCF_RESOURCE_INSTANCE: `gate-${engine}`,
      OCF_RESKEY_engine: engine,
      OCF_RESKEY_gate: join(GATE_FOLDER, "lockstep-gate.sh"),
      OCF_RESKEY_options: `-u ${gate.url} -T 50`,
    });
  const exits = [
    (await act("monitor", "tie")).exit,
    (await act("start", "tie")).exit,
    (await act("monitor", "tie")).exit,
    (await act("start", "rie")).exit,
    (await act("monitor", "rie")).exit,
    (await act("stop", "rie")).exit,
    (await act("monitor", "rie")).exit,
    (await act("stop", "rie")).exit,
    (await act("validate-all", "../x")).exit,
    (await act("promote", "tie")).exit,
  ];
  assert.deepEqual(exits, [7, 0, 0, 0, 0, 0, 7, 0, 6, 3]);
  const lines = readFileSync(log, "utf8").split("\n");
  assert.deepEqual(
    [lines.includes("-n lockstep-ready-tie -U 1 -d 0"), lines.includes("-n lockstep-ready-rie -U 0 -d 0")],
    [true, true],
  );
  assert.match((await act("meta-data", "tie")).stdout, /<resource-agent name="LockstepGate"/);
});
