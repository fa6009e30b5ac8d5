import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertSchema } from "#test/cli/assert-schema";
import { type CliOptions, type CliResult, runCli } from "#test/cli/run-cli";
import { ACCOUNT, commitGoverned, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { type MirthSimulator, startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { SMALL_MODEL } from "#test/simulators/small-model";

const HOSTILE = "Lab\u202egnp.\u009b31m results";
const PASSWORD = { LOOPBACK_PASSWORD: ACCOUNT.password };

let primary: MirthSimulator;
let standby: MirthSimulator;
let estate: LoopbackEstate;
let outside: string;

before(async () => {
  const hostile = {
    id: "11111111-0000-4000-8000-0000000000ee",
    name: HOSTILE,
    source: { name: "sourceConnector", transport: "Channel Reader" },
  };
  const model = { ...SMALL_MODEL, channels: [...SMALL_MODEL.channels, hostile] };
  primary = await startMirthSimulator({ model, account: ACCOUNT });
  standby = await startMirthSimulator({
    model: { ...model, serverId: "5a1c0000-0000-4000-8000-00000000000b" },
    account: ACCOUNT,
  });
  estate = await createLoopbackEstate({ primary, standby }, { policy: { policy: { mode: "enforce" } } });
  outside = await mkdtemp(join(tmpdir(), "lockstep-outside-"));
});

after(async () => {
  await rm(outside, { recursive: true, force: true });
  await estate[Symbol.asyncDispose]();
  await Promise.all([primary.stop(), standby.stop()]);
});

function lockstep(args: readonly string[], options: Partial<CliOptions> = {}): Promise<CliResult> {
  return runCli(args, { cwd: estate.folder, environment: PASSWORD, ...options });
}

// The tests below are one story, in order: day one, adoption, a drift, and what can be asked of it.

test("before the first look 'ready' and 'explain' are unknown, and say what to run", async () => {
  for (const command of ["ready", "explain"]) {
    const { exit, stdout } = await lockstep([command, "tie"]);
    assert.equal(exit, 2);
    assert.match(stdout, /^UNKNOWN: 'tie' has never been checked\. Run 'lockstep check tie'\.\n$/);
  }
  assertSchema("ready-report", (await lockstep(["ready", "tie", "--json"])).stdout);
  assertSchema("explain-report", (await lockstep(["explain", "tie", "--json"])).stdout);
});

test("a check without a baseline is unknown: the answer on stdout, the progress on stderr", async () => {
  const { exit, stdout, stderr } = await lockstep(["check", "--json"]);
  assert.equal(exit, 2);
  assertSchema("check-report", stdout);
  const lines = stderr
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/: .*/, ""));
  assert.deepEqual(lines.toSorted(), ["read tie-a", "read tie-b", "reading tie-a", "reading tie-b"]);
});

test("adopting needs the digest that was looked at", async () => {
  const wrong = ["baseline", "adopt", "tie", "--from", "primary", "--approver", "C. Chair", "--digest", "sha256:00"];
  const { exit, stderr } = await lockstep(wrong);
  assert.equal(exit, 2);
  assert.match(stderr, /digest-mismatch/);
});

test("a baseline rests on no ticket that is not one", async () => {
  const shown = assertSchema("show-report", (await lockstep(["show", "tie/tie-a", "--json"])).stdout);
  const args = ["baseline", "adopt", "tie", "--from", "primary", "--approver", "C. Chair"];
  const refused = await lockstep([...args, "--digest", String(shown["digest"]), "--ticket", "nonsense"]);
  assert.equal(refused.exit, 64);
  assert.match(refused.stderr, /"nonsense" is no change number/);
  assert.match((await lockstep(["show", "tie/baseline"])).stderr, /Nothing is stored/);
});

test("after adoption by a named person a check of two equal nodes is ready, and everything agrees on it", async () => {
  const shown = assertSchema("show-report", (await lockstep(["show", "tie/tie-a", "--json"])).stdout);
  const args = ["baseline", "adopt", "tie", "--from", "primary", "--approver", "C. Chair", "--reviewed", "--json"];
  const adopted = await lockstep([...args, "--digest", String(shown["digest"]), "--ticket", "chg0030001"]);
  assert.equal(adopted.exit, 0, adopted.stderr);
  assert.equal(assertSchema("adopt-report", adopted.stdout)["ticket"], "CHG0030001");
  assert.match(adopted.stderr, /CHG0030001 was not looked up: no ticket system is configured\./);
  execFileSync("git", ["-C", estate.folder, "pull", "--quiet", "--ff-only", "origin", "main"], { stdio: "pipe" });

  const checked = await lockstep(["check", "tie"]);
  assert.equal(checked.exit, 0, checked.stdout);
  assert.match(checked.stdout, /READY/);
  assert.doesNotMatch(checked.stdout, /\n\n$/);
  const ready = await lockstep(["ready", "tie", "--json"]);
  assert.equal(ready.exit, 0);
  assert.equal(assertSchema("ready-report", ready.stdout)["verdict"], "ready");
  assert.equal((await lockstep(["explain", "tie"])).exit, 0);
});

test("a drift makes check, ready and explain end with 1", async () => {
  standby.state.setConfigurationValue("pas-host", "pas-test.hospital.test");
  const checked = await lockstep(["check", "--json"]);
  assert.equal(checked.exit, 1);
  assertSchema("check-report", checked.stdout);
  assert.equal((await lockstep(["ready", "tie"])).exit, 1);
  const explained = await lockstep(["explain", "tie", "--json"]);
  assert.equal(explained.exit, 1);
  assertSchema("explain-report", explained.stdout);
});

test("a finding is explained by the id that 'check' prints, with a waiver ready to be filled in", async () => {
  const { stdout: ids } = await lockstep(["explain", "tie", "--json"]);
  const id = /"id": "sha256:([0-9a-f]{12})/.exec(ids)?.[1] ?? "";
  const { exit, stdout } = await lockstep(["explain", "tie", id]);
  assert.equal(exit, 1);
  assert.match(stdout, new RegExp(`finding: sha256:${id}[0-9a-f]{52}\n`));
  const explained = await lockstep(["explain", "tie", id, "--json"]);
  assertSchema("explain-report", explained.stdout);
  const wrong = await lockstep(["explain", "tie", "00000000"]);
  assert.deepEqual([wrong.exit, wrong.stdout], [2, ""]);
  assert.match(wrong.stderr, /selector-unknown/);
});

test("an engine that is not declared could not be told, and those that are get named", async () => {
  for (const command of ["check", "ready", "explain"]) {
    const { exit, stdout, stderr } = await lockstep([command, "nope"]);
    assert.deepEqual([exit, stdout], [2, ""]);
    assert.match(stderr, /no engine 'nope'.*: tie\./);
  }
});

test("selectors, files and folders can be compared with each other", async () => {
  const compare = (a: string, b: string): Promise<CliResult> =>
    lockstep(["compare", a, b, "--product", "mirth-connect", "--json"]);
  const same = await compare("tie/baseline", "tie/tie-a");
  assert.deepEqual([same.exit, assertSchema("compare-report", same.stdout)["findings"]], [0, []]);
  assert.equal((await compare("tie/tie-b~1", "tie/tie-a")).exit, 0);
  const changed = await compare("tie/tie-b~1", "tie/tie-b");
  assert.equal(changed.exit, 1);
  assertSchema("compare-report", changed.stdout);
  assert.equal((await compare("tie/tie-b@{2099-01-01T00:00Z}", "tie/tie-b")).exit, 0);
  assert.equal((await compare("tie/tie-b@{1999-01-01T00:00Z}", "tie/tie-b")).exit, 2);
  assert.equal((await compare("tie/tie-b~99", "tie/tie-b")).exit, 2);
  await mkdir(join(estate.folder, "exports"), { recursive: true });
  await writeFile(join(estate.folder, "exports", "empty.xml"), "<list/>");
  const mixed = await compare("exports", "tie/tie-a");
  assert.equal(mixed.exit, 1, mixed.stderr);
  assert.equal((await compare("exports", join("exports", "empty.xml"))).exit, 0);
});

test("what is stored says its own make, and a file needs to be told whose it is", async () => {
  assert.equal((await lockstep(["compare", "tie/tie-b~1", "tie/tie-b"])).exit, 1);
  assert.equal((await lockstep(["compare", "exports", "tie/tie-a"])).exit, 1);
  const wrong = await lockstep(["compare", "tie/tie-a", "tie/tie-b", "--product", "rhapsody"]);
  assert.equal(wrong.exit, 64);
  assert.match(wrong.stderr, /'tie\/tie-a' was read from mirth-connect, and --product says rhapsody/);
  const untold = await lockstep(["compare", "exports", "exports"]);
  assert.equal(untold.exit, 64);
  assert.match(untold.stderr, /name the make with --product/);
});

test("names that an engine made to mislead are shown by number, in text and in JSON", async () => {
  for (const args of [
    ["show", "tie/tie-a"],
    ["show", "tie/tie-a", "--json"],
    ["show", "tie/tie-a", HOSTILE],
  ]) {
    const { exit, stdout } = await lockstep(args);
    assert.equal(exit, 0);
    assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u);
  }
  const { stdout } = await lockstep(["show", "tie/tie-a", "--json"]);
  const entries: unknown = assertSchema("show-report", stdout)["entries"];
  assert.ok(Array.isArray(entries) && entries.some((entry: { name: string }) => entry.name === HOSTILE));
});

test("the history of one artefact on one node is told, newest first", async () => {
  const { exit, stdout } = await lockstep(["show", "tie/tie-b", "pas-host", "--json"]);
  assert.equal(exit, 0);
  const { versions } = assertSchema("history-report", stdout);
  assert.ok(Array.isArray(versions) && versions.length === 2);
  const absent = await lockstep(["show", "tie/tie-b", "no such channel"]);
  assert.deepEqual([absent.exit, absent.stdout], [2, ""]);
});

test("reports are written beside the answer", async () => {
  const files = ["sarif", "junit", "html", "markdown"].map((form) => [`--${form}`, join(outside, `report.${form}`)]);
  const { exit, stderr } = await lockstep([
    "compare",
    "tie/baseline",
    "tie/tie-b",
    "--product",
    "mirth-connect",
    ...files.flat(),
  ]);
  assert.equal(exit, 1, stderr);
  for (const [, file = ""] of files) assert.notEqual(await readFile(file, "utf8"), "");
});

test("a report that cannot be written is one clear error, exit 2, and the answer still stands on stdout", async () => {
  const args = ["compare", "tie/baseline", "tie/tie-b", "--product", "mirth-connect"];
  const good = join(outside, "good.md");
  const { exit, stdout, stderr } = await lockstep([
    ...args,
    "--html",
    join(outside, "no", "a.html"),
    "--markdown",
    good,
  ]);
  assert.equal(exit, 2);
  assert.notEqual(stdout, "");
  assert.match(stderr, /--html .*a\.html \(ENOENT\)/);
  assert.notEqual(await readFile(good, "utf8"), "");
});

test("colour is for terminals, and not where NO_COLOR is set to anything", async () => {
  assert.match((await lockstep(["ready", "tie"], { isTTY: true })).stdout, /\u001b\[/);
  const quiet = { isTTY: true, environment: { ...PASSWORD, NO_COLOR: "1" } };
  assert.doesNotMatch((await lockstep(["ready", "tie"], quiet)).stdout, /\u001b/);
  assert.doesNotMatch((await lockstep(["ready", "tie"])).stdout, /\u001b/);
});

test("--estate wins over LOCKSTEP_ESTATE, and that over the folder one stands in", async () => {
  const show = ["show", "tie/tie-a"];
  const named = await runCli(["--estate", estate.folder, ...show], { cwd: outside });
  assert.equal(named.exit, 0, named.stderr);
  assert.equal((await runCli(show, { cwd: outside, environment: { LOCKSTEP_ESTATE: estate.folder } })).exit, 0);
  const second = join(outside, "second");
  assert.equal((await runCli(["init", second], { cwd: outside })).exit, 0);
  assert.equal((await runCli(show, { cwd: second })).exit, 2);
  assert.equal((await runCli(show, { cwd: second, environment: { LOCKSTEP_ESTATE: estate.folder } })).exit, 0);
  const other = { cwd: outside, environment: { LOCKSTEP_ESTATE: estate.folder } };
  assert.equal((await runCli(["--estate", "second", ...show], other)).exit, 2);
});

test("an estate without engines is unknown, and says what to declare", async () => {
  const { exit, stdout, stderr } = await runCli(["check"], { cwd: join(outside, "second") });
  assert.equal(exit, 2);
  assert.match(stdout, /UNKNOWN/);
  assert.match(stderr, /declares no engine/);
});

test("validate says what is wrong, and what the folder holds that is not in force", async () => {
  const sound = await lockstep(["validate", "--json"]);
  assert.equal(sound.exit, 0, sound.stdout);
  const found = assertSchema("validate-report", sound.stdout);
  assert.deepEqual(found["notInForce"], []);
  // The server id of each node, and when the service would check.
  assert.equal((found["advice"] as unknown[]).length, 3);
  assert.match((await lockstep(["validate"])).stdout, /Advice: estate\.yaml .*declares no schedules/);
  assert.match((await lockstep(["validate"])).stdout, /Advice: estate\.yaml .* declares no serverId for 'tie\/tie-b'/);
  const file = join(estate.folder, "policy", "policy.yaml");
  const before = await readFile(file, "utf8");
  await writeFile(file, `${before}\nmaxWaiverDays: -1\n`);
  const broken = await lockstep(["validate", "--json"]);
  assert.equal(broken.exit, 2);
  const report = assertSchema("validate-report", broken.stdout);
  assert.deepEqual(report["notInForce"], [{ file: "policy/policy.yaml", state: "changed" }]);
  const told = (await lockstep(["validate"])).stdout;
  assert.match(told, /what is committed already needs the push alone/);
  assert.match((await lockstep(["validate"])).stdout, /Not in force yet/);
  assert.equal((await lockstep(["validate", "--main"])).exit, 0);
  await writeFile(file, before);
});

test("doctor looks at this machine and at the nodes, and names a remedy for what is wrong", async () => {
  const well = await lockstep(["doctor", "--json"]);
  assert.equal(well.exit, 0, well.stdout);
  assertSchema("doctor-report", well.stdout);
  const locked = await lockstep(["doctor"], { environment: { LOOPBACK_PASSWORD: "" } });
  assert.equal(locked.exit, 2);
  assert.match(locked.stdout, /FAILED {2}tie\/tie-a: credential-missing/);
});

test("doctor still answers where a key is gone or open to others", {
  skip: process.platform === "win32" && "no modes",
}, async () => {
  const key = join(estate.folder, ".lockstep", "keys", "mask");
  const text = await readFile(key, "utf8");
  execFileSync("chmod", ["644", key]);
  assert.match((await lockstep(["doctor"])).stdout, /FAILED {2}mask key: .*mode 644/);
  await rm(key);
  const { exit, stdout } = await lockstep(["doctor"]);
  assert.equal(exit, 2);
  assert.match(stdout, /FAILED {2}mask key/);
  assert.match(stdout, /ok {6}git/);
  await writeFile(key, text, { mode: 0o600 });
});

test("a broken estate.yaml on main is told by doctor and check alike", async () => {
  await commitGoverned(estate, "estate.yaml", (text) => text.replace("product: mirth-connect", "product: no-such"));
  const { exit, stdout } = await lockstep(["doctor"]);
  assert.equal(exit, 2);
  assert.match(stdout, /FAILED {2}governed files: estate\.yaml/);
  assert.equal((await lockstep(["check"])).exit, 2);
  await commitGoverned(estate, "estate.yaml", (text) => text.replace("product: no-such", "product: mirth-connect"));
});

test("purging every version of a path keeps the ledger sound", async () => {
  const shown = assertSchema("history-report", (await lockstep(["show", "tie/tie-b", "pas-host", "--json"])).stdout);
  const args = ["ledger", "purge", "--engine", "tie", "--path", String(shown["path"]), "--reason", "a leak"];
  const purged = await lockstep([...args, "--actor", "A. Person", "--json"]);
  assert.equal(purged.exit, 0, purged.stderr);
  assertSchema("ledger-purge-report", purged.stdout);
  const verified = await lockstep(["ledger", "verify", "--json"]);
  assert.equal(verified.exit, 0);
  assertSchema("ledger-verify-report", verified.stdout);
  const again = await lockstep([
    "ledger",
    "purge",
    "--blob",
    "0".repeat(40),
    "--reason",
    "a leak",
    "--actor",
    "A. Person",
  ]);
  assert.equal(again.exit, 2);
});

test("a restored backup counts again only by the word of a named person, and every engine is then to be checked", async () => {
  const by = ["--reason", "the disk was replaced", "--actor", "A. Person"];
  const needless = await lockstep(["ledger", "accept-restore", ...by]);
  assert.deepEqual([needless.exit, /Nothing was set back/.test(needless.stderr)], [64, true]);
  const gitDir = `--git-dir=${estate.storeDir}`;
  execFileSync("git", [gitDir, "update-ref", "refs/heads/ledger", "refs/heads/ledger~1"]);
  const broken = await lockstep(["ledger", "verify"]);
  assert.equal(broken.exit, 1);
  assert.match(broken.stdout, /BROKEN: it ends at record \d+, although record \d+ was seen in it: it was set back/);
  for (const command of [["ready", "tie"], ["check"], ["doctor"]]) {
    const { exit, stdout, stderr } = await lockstep(command);
    assert.equal(exit, 2, command.join(" "));
    assert.match(`${stdout}${stderr}`, /was set back/, command.join(" "));
  }
  const accepted = await lockstep(["ledger", "accept-restore", ...by, "--json"]);
  assert.equal(accepted.exit, 0, accepted.stderr);
  assertSchema("ledger-accept-restore-report", accepted.stdout);
  assert.equal((await lockstep(["ledger", "verify"])).exit, 0);
  const ready = await lockstep(["ready", "tie"]);
  assert.equal(ready.exit, 2);
  assert.match(ready.stdout, /A restore from a backup was accepted since the last check/);
});
