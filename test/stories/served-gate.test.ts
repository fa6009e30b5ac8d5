import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { GateAnswer } from "#schemas/gate";
import { ACCOUNT, commitGoverned } from "#test/fakes/estate-on-loopback";
import { freePort } from "#test/fakes/free-port";
import { gitAsOutsider } from "#test/fakes/git-as-outsider";
import { type Nights, startNights } from "#test/fakes/nights";
import { startCommandLine } from "#test/fakes/start-command-line";
import { until } from "#test/fakes/until";
import { runScript } from "#test/gate/run-script";

let nights: Nights;
let started: ReturnType<typeof startCommandLine>;
let url: string;
let agentPort: number;

before(async () => {
  nights = await startNights({ now: () => new Date() });
  agentPort = await freePort();
  const listening = ["--port", "0", "--agent-port", `${agentPort}`];
  started = startCommandLine(["--estate", nights.estate.folder, "serve", "--no-people", ...listening], {
    ...process.env,
    LOOPBACK_PASSWORD: ACCOUNT.password,
  });
  await started.said("listening on");
  url = /listening on (\S+)/.exec(started.stderr())?.[1] ?? assert.fail(started.stderr());
});

after(async () => {
  started.child.kill("SIGTERM");
  await started.ended;
  await nights[Symbol.asyncDispose]();
});

async function said(): Promise<string> {
  return (await fetch(`${url}/ready/tie`, { headers: { Accept: "text/plain" } })).text();
}

/** Asks until the gate says so: it may say that it does not know meanwhile, and nothing else. */
async function untilGate(expected: RegExp, meanwhile: RegExp): Promise<void> {
  const saysSo = async (): Promise<boolean> => {
    const line = await said();
    if (!expected.test(line)) assert.match(line, meanwhile);
    return expected.test(line);
  };
  await until(saysSo, { what: `the gate says ${expected}`, everyMs: 50, by: started });
}

const REREAD = /^unknown tie .*codes=book-stale/;

/** A crowded machine may keep the service from looking at its store: then it says that it does not know, and never more than it knew. */
const SHUT = /^(?:not-ready tie |unknown tie .*codes=book-stale)/;

/** How the adapters end where the gate does not know. */
const CANNOT_TELL = { script: 2, check: 3 };

test("the gate of a service follows checks that another process does, from never checked to ready", async () => {
  await untilGate(/^unknown tie .*codes=never-read/, REREAD);
  await nights.estate.app.check(["tie"]);
  const { snapshot } = await nights.estate.app.open("tie/tie-a");
  const approval = { approver: "C. Chair", ticket: null, reviewed: true };
  await nights.estate.app.adopt({ engineId: "tie", from: "tie-a", digest: snapshot.digest, ...approval });
  await nights.estate.app.check(["tie"]);
  await untilGate(/^ready tie age=\d/, /^unknown tie /);
  await untilScript(["lockstep-gate.sh", 0], CANNOT_TELL.script);
  await untilAgent(/^up #ready/, /^down /);
});

test("once a check says not ready, the gate stays shut", async () => {
  nights.standby.state.setGlobalScript("Deploy", "return 2;");
  await nights.estate.app.check(["tie"]);
  await untilGate(/^not-ready tie .*codes=(?:book-stale,)?parity/, /^(?:ready tie|unknown tie .*codes=book-stale)/);
  for (let round = 0; round < 20; round += 1) assert.match(await said(), SHUT);
  await untilGate(/^not-ready tie /, SHUT);
  await untilAgent(/^down #not-ready parity/, /^down /);
  await untilScript(["check_lockstep", 2], CANNOT_TELL.check);
});

test("a stranger gets no runbook over HTTP", async () => {
  const response = await fetch(`${url}/estates/loopback/engines/tie/runbook`, { redirect: "manual" });
  assert.notEqual(response.status, 200);
});

test("the command writes a runbook that tells the contact, the overdue check and what the standby lacks", async () => {
  const runbook = [
    "contacts: [{ role: Integration on call, name: Mo Banks, phone: 01632 960 001 }]",
    "manualChecks: [{ id: hscn, what: The HSCN route holds, owner: Network team, everyDays: 30, lastDone: 2025-01-01 }]",
  ].join("\n");
  await commitGoverned(nights.estate, "policy/runbook.yaml", () => `${runbook}\n`);
  const file = join(nights.estate.folder, "tie.html");
  const asked = startCommandLine(["--estate", nights.estate.folder, "runbook", "tie", "--html", file], process.env);
  const { code, stdout, stderr } = await asked.ended;
  assert.equal(code, 0, stderr);
  for (const words of ["NOT READY", "Mo Banks: 01632 960 001", "OVERDUE: last done 2025-01-01", "THE STANDBY LACKS"])
    assert.ok(stdout.includes(words), words);
  assert.match(readFileSync(file, "utf8"), /Runbook of tie/);
});

test("a record that was changed on disk shuts the gate, which says by its number where the chain broke", async () => {
  const by = { name: "watcher", role: "viewer", engines: "all", days: 1, by: "Mo Banks" } as const;
  const { text: token } = await nights.estate.app.tokens.create(by);
  const ask = async (): Promise<GateAnswer & { readonly status: number }> => {
    const headers = { Accept: "application/json", Authorization: `Bearer ${token}` };
    const response = await fetch(`${url}/ready/tie`, { headers });
    return { status: response.status, ...((await response.json()) as GateAnswer) };
  };
  const gitDir = nights.estate.app.settings.storeDir;
  const git = async (...args: readonly string[]): Promise<string> => (await gitAsOutsider(gitDir, ...args)).trim();
  const seq = /^Lockstep-Seq: (\d+)$/m.exec(await git("log", "-1", "--format=%B", "ledger"))?.[1];
  const message = (await git("log", "-1", "--format=%B", "ledger")).replace(
    /^Lockstep-Hash: .*$/m,
    `Lockstep-Hash: sha256:${"0".repeat(64)}`,
  );
  const forged = await git(
    ...["-c", "user.name=x", "-c", "user.email=x@x.example"],
    "commit-tree",
    "-p",
    "ledger~1",
    "-m",
    message,
    "ledger^{tree}",
  );
  await git("update-ref", "refs/heads/ledger", forged);
  const isShut = async (): Promise<boolean> => (await ask()).codes.includes("ledger-broken");
  await until(isShut, { what: "the gate knows that the ledger is broken", everyMs: 100, by: started });
  const { status, verdict, reasons } = await ask();
  assert.equal(status, 503);
  assert.notEqual(verdict, "ready");
  const told = reasons?.find(({ code }) => code === "ledger-broken")?.message ?? "";
  assert.ok(told.includes(`record ${seq}`) && told.includes(forged), told);
});

async function untilAgent(expected: RegExp, meanwhile: RegExp): Promise<void> {
  const saysSo = async (): Promise<boolean> => {
    const line = await agentSays("tie\n");
    if (!expected.test(line)) assert.match(line, meanwhile);
    return expected.test(line);
  };
  await until(saysSo, { what: `the agent says ${expected}`, everyMs: 50, by: started });
}

/** Runs an adapter until it ends as expected; until then it may say that it cannot tell, and nothing else. */
async function untilScript([script, exit]: readonly [string, number], cannotTell: number): Promise<void> {
  const endsSo = async (): Promise<boolean> => {
    const ran = await runScript(script, ["-T", "50", "-u", url, "tie"]);
    if (ran.exit !== exit) assert.equal(ran.exit, cannotTell, `${script}: ${ran.stdout}${ran.stderr}`);
    return ran.exit === exit;
  };
  await until(endsSo, { what: `${script} ends with ${exit}`, everyMs: 50, by: started });
}

function agentSays(line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(agentPort, "127.0.0.1", () => socket.write(line));
    socket.on("data", (chunk) => {
      answer += chunk.toString();
    });
    socket.once("error", reject);
    socket.once("close", () => resolve(answer));
  });
}
