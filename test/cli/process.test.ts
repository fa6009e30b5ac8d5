import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ACCOUNT, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { type MirthSimulator, startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { until } from "#test/fakes/until";
import { projectRoot } from "#test/project-root";
import { SMALL_MODEL } from "#test/simulators/small-model";

let primary: MirthSimulator;
let standby: MirthSimulator;
let estate: LoopbackEstate;

before(async () => {
  primary = await startMirthSimulator({ model: SMALL_MODEL, account: ACCOUNT });
  standby = await startMirthSimulator({
    model: { ...SMALL_MODEL, serverId: "5a1c0000-0000-4000-8000-00000000000b" },
    account: ACCOUNT,
  });
  estate = await createLoopbackEstate({ primary, standby });
});

after(async () => {
  await estate[Symbol.asyncDispose]();
  await Promise.all([primary.stop(), standby.stop()]);
});

/** Starts the command as a process of its own, from source or built, as this test is. */
function start(args: readonly string[]): ChildProcess {
  const isSource = import.meta.url.endsWith(".ts");
  const main = isSource ? join("services", "cli", "main.ts") : join("dist", "services", "cli", "main.js");
  return spawn(process.execPath, [...process.execArgv, join(projectRoot, main), "--estate", estate.folder, ...args], {
    cwd: projectRoot,
    env: { ...process.env, LOOPBACK_PASSWORD: ACCOUNT.password },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function git(...args: readonly string[]): string {
  return execFileSync("git", [`--git-dir=${estate.storeDir}`, ...args], { encoding: "utf8", stdio: "pipe" });
}

test("Ctrl-C in the middle of a read signs out of the engine, leaves no half snapshot and ends with 130", async () => {
  standby.setFaults({ hang: "/channels" });
  const before = git("rev-parse", "refs/heads/ledger");
  const child = start(["check", "--json"]);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    stdout += chunk.toString("utf8");
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString("utf8");
  });
  await until(() => standby.requests.some(([, path]) => path.endsWith("/channels")), { by: { child } });
  child.kill("SIGINT");
  const [exit] = await once(child, "close");
  standby.setFaults({});
  assert.equal(exit, 130, stderr);
  assert.equal(stdout, "");
  assert.match(stderr, /lockstep: stopping in order[^\n]*\n[\s\S]*\nlockstep: Interrupted[^\n]*\(aborted\)\n$/);
  assert.equal(primary.openSessions() + standby.openSessions(), 0);
  assert.equal(git("for-each-ref", "refs/heads/observed/tie/tie-b"), "");
  assert.equal(git("rev-parse", "refs/heads/ledger"), before);
  git("fsck", "--strict");
});

test("a check after an interrupted one completes", async () => {
  const child = start(["check"]);
  child.stdout?.resume();
  child.stderr?.resume();
  const [exit] = await once(child, "close");
  assert.equal(exit, 2);
});

test("a reader that stops reading does not turn a verdict into 'ready'", async () => {
  const child = start(["check"]);
  child.stdout?.destroy();
  child.stderr?.resume();
  const [exit] = await once(child, "close");
  assert.equal(exit, 2);
});
