import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type CliResult, runCli } from "#test/cli/run-cli";
import { ACCOUNT, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { type MirthSimulator, startMirthSimulator } from "#test/fakes/start-mirth-simulator";
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
  estate = await createLoopbackEstate({ primary, standby }, { policy: { policy: { mode: "enforce" } } });
});

after(async () => {
  await estate[Symbol.asyncDispose]();
  await Promise.all([primary.stop(), standby.stop()]);
});

function lockstep(...args: readonly string[]): Promise<CliResult> {
  return runCli(args, { cwd: estate.folder, environment: { LOOPBACK_PASSWORD: ACCOUNT.password } });
}

function git(...args: readonly string[]): string {
  const person = ["-c", "user.name=Test", "-c", "user.email=test@hospital.test"];
  return execFileSync("git", ["-C", estate.folder, ...person, ...args], { encoding: "utf8", stdio: "pipe" });
}

async function adopt(): Promise<CliResult> {
  const { digest } = JSON.parse((await lockstep("show", "tie/tie-a", "--json")).stdout) as { digest: string };
  return await lockstep("baseline", "adopt", "tie", "--from", "primary", "--approver", "C. Chair", "--digest", digest);
}

// The tests below are one story, in order.

test("an edit that is not in force is told by check and ready in one line, and never in the answer", async () => {
  const file = join(estate.folder, "policy", "policy.yaml");
  const before = await readFile(file, "utf8");
  assert.doesNotMatch((await lockstep("check", "--json")).stderr, /not in force/);
  await appendFile(file, "# an edit\n");
  for (const command of [
    ["check", "--json"],
    ["ready", "tie", "--json"],
    ["ready", "tie"],
    ["explain", "tie"],
  ]) {
    const { stdout, stderr } = await lockstep(...command);
    const told = stderr.split("\n").filter((line) => line.includes("not in force"));
    assert.deepEqual(told.length, 1, stderr);
    assert.match(told[0] ?? "", /^lockstep: not in force: policy\/policy\.yaml \(changed\); commit and push it/);
    assert.doesNotMatch(stdout, /not in force/);
  }
  await writeFile(file, before);
});

test("a misspelt policy file is a problem, for whoever wrote it believes it is in force", async () => {
  const file = join(estate.folder, "policy", "waiver.yaml");
  await writeFile(file, "waivers: []\n");
  const { exit, stdout } = await lockstep("validate");
  await rm(file);
  assert.equal(exit, 2);
  assert.match(stdout, /policy\/waiver\.yaml \/ is no policy file.*\n.*Did you mean policy\/waivers\.yaml\?/);
});

test("after an adoption the folder holds what main holds, and the next edit can be pushed", async () => {
  const adopted = await adopt();
  assert.equal(adopted.exit, 0, adopted.stderr);
  assert.doesNotMatch(adopted.stderr, /git pull/);
  git("fetch", "--quiet");
  assert.equal(git("rev-parse", "HEAD"), git("rev-parse", "origin/main"));
  await appendFile(join(estate.folder, "estate.yaml"), "# edited\n");
  git("add", ".");
  git("commit", "--quiet", "--message", "edit");
  git("push", "--quiet");
});

test("explain does not call a baseline missing that was adopted since the last check", async () => {
  const { stdout } = await lockstep("explain", "tie");
  assert.match(stdout, /UNKNOWN/);
  assert.match(stdout, /A baseline was approved since the last check/);
  assert.doesNotMatch(stdout, /has been approved yet/);
});

test("adopting the same digest again says so", async () => {
  const { exit, stderr } = await adopt();
  assert.equal(exit, 0, stderr);
  assert.match(stderr, /was this digest already, approved by C\. Chair/);
});

test("after an adoption a folder with commits of its own is told to rebase, and a plain pull does", async () => {
  primary.state.setConfigurationValue("pas-host", "pas-new.hospital.test");
  await lockstep("check");
  await appendFile(join(estate.folder, "estate.yaml"), "# committed, not pushed\n");
  git("commit", "--quiet", "--all", "--message", "not pushed");
  const { exit, stderr } = await adopt();
  assert.equal(exit, 0, stderr);
  assert.match(stderr, /now run 'git pull --rebase'/);
  await appendFile(join(estate.folder, "policy", "policy.yaml"), "# not even committed\n");
  assert.match((await lockstep("validate")).stdout, /git pull --rebase/);
  git("pull", "--quiet");
  git("push", "--quiet");
  assert.equal(git("rev-parse", "HEAD"), git("rev-parse", "origin/main"));
  git("checkout", "--quiet", "policy/policy.yaml");
});

test("a purge says how to bring the folder on to the new history, and a path that names nothing is a usage error", async () => {
  const why = ["--reason", "a leak", "--actor", "A. Person"];
  const wrong = await lockstep("ledger", "purge", "--engine", "tie", "--path", "/", ...why);
  assert.equal(wrong.exit, 64, wrong.stderr);
  assert.match(wrong.stderr, /--path names no place below a snapshot/);
  const shown = await lockstep("show", "tie/tie-b", "pas-host", "--json");
  const { path } = JSON.parse(shown.stdout) as { path: string };
  const purged = await lockstep("ledger", "purge", "--engine", "tie", "--path", path, ...why);
  assert.equal(purged.exit, 0, purged.stderr);
  assert.match(purged.stdout, /git fetch && git reset --hard origin\/main/);
  git("fetch", "--quiet", "--force");
  git("reset", "--quiet", "--hard", "origin/main");
  assert.doesNotMatch((await lockstep("ready", "tie")).stderr, /not in force/);
});

test("where git is not installed the error says so, and no key or store is blamed", async () => {
  const empty = await mkdtemp(join(tmpdir(), "lockstep-empty-"));
  const path = process.env["PATH"];
  process.env["PATH"] = empty;
  try {
    const ready = await lockstep("ready", "tie");
    assert.match(ready.stderr, /git cannot be started[\s\S]*system-refused/);
    assert.equal(ready.exit, 2);
    const made = await runCli(["init", join(empty, "new")], { cwd: empty, environment: {} });
    assert.match(made.stderr, /ssh-keygen cannot be started[\s\S]*system-refused/);
    assert.doesNotMatch(`${ready.stderr}${made.stderr}`, /store-unsound|key-missing|fsck/);
  } finally {
    process.env["PATH"] = path;
    await rm(empty, { recursive: true, force: true });
  }
});
