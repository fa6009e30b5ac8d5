import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { parse } from "yaml";
import { type CliResult, runCli } from "#test/cli/run-cli";
import { findLeaks } from "#test/fakes/canaries";
import { findLeaksInRepository } from "#test/fakes/find-leaks-in-repository";
import { type ExampleHospital, startExampleHospital } from "#test/fakes/start-example-hospital";

let hospital: ExampleHospital;
let folder: string;

before(async () => {
  hospital = await startExampleHospital();
  folder = await mkdtemp(join(tmpdir(), "lockstep-discover-"));
});

after(async () => {
  await hospital.stop();
  await rm(folder, { recursive: true, force: true });
});

const BOTH = ["--password-env", "TIE_A_PASSWORD", "--password-env", "TIE_B_PASSWORD"];

function init(name: string, ...options: readonly string[]): Promise<CliResult> {
  const discover = options.includes("--discover")
    ? []
    : ["--discover", hospital.tie.primary.url, "--discover", hospital.tie.standby.url];
  const args = ["init", name, "--username", "lockstep-reader", ...discover, ...options];
  return runCli(args, { cwd: folder, environment: hospital.environment });
}

function pins(): readonly string[] {
  return ["--fingerprint", hospital.tie.primary.fingerprint, "--fingerprint", hospital.tie.standby.fingerprint];
}

test("discovery proposes the pair, its tiers and its differences, and nothing of it is in force", async () => {
  const { exit, stdout, stderr } = await init("found", ...BOTH, ...pins());
  assert.equal(exit, 0, stderr);
  assert.match(stdout, /is tie-a, version 4\.5\.2, with 13 interfaces: the primary of 'tie'/);
  const text = await readFile(join(folder, "found", "estate.yaml"), "utf8");
  const [engine] = parse(text).engines;
  assert.deepEqual(
    engine.nodes.map((node: Record<string, unknown>) => [node["id"], node["role"], node["url"], node["serverId"]]),
    [
      ["tie-a", "primary", hospital.tie.primary.url, "5a1c000a-0000-4000-8000-00000000000a"],
      ["tie-b", "standby", hospital.tie.standby.url, "5a1c000b-0000-4000-8000-00000000000b"],
    ],
  );
  assert.deepEqual(engine.nodes[1].tls, { fingerprint: hospital.tie.standby.fingerprint });
  const validated = await runCli(["--estate", "found", "validate"], { cwd: folder });
  assert.equal(validated.exit, 0, validated.stdout);
  assert.match(validated.stdout, /Not in force yet[\s\S]*estate\.yaml \(changed\)/);
  assert.equal((await runCli(["--estate", "found", "check"], { cwd: folder })).exit, 2);
});

test("the differences that the example declares are among the suggestions, each a comment that a person must confirm", async () => {
  const file = join(folder, "found", "policy", "expected-differences.yaml");
  const text = await readFile(file, "utf8");
  assert.deepEqual(parse(text), { expectedDifferences: [] });
  const accepted = text
    .replace(/^expectedDifferences: \[\]\n/m, "")
    .replaceAll(/^# (?=expectedDifferences:| {2})/gm, "");
  const { expectedDifferences } = parse(accepted);
  assert.deepEqual(
    expectedDifferences.map((rule: { path: string }) => rule.path),
    ["/properties/initialState", "/value", "/serverName"],
  );
  await writeFile(file, accepted);
});

test("what was proposed and accepted can be put in force, checked, adopted and found ready", async () => {
  const estate = join(folder, "found");
  const git = (...args: string[]): string =>
    execFileSync("git", ["-C", estate, "-c", "user.name=A", "-c", "user.email=a@hospital.test", ...args], {
      encoding: "utf8",
      stdio: "pipe",
    });
  git("commit", "--quiet", "--all", "--message", "Take the proposal");
  git("push", "--quiet");
  const run = (...args: string[]): Promise<CliResult> =>
    runCli(args, { cwd: estate, environment: hospital.environment });
  assert.match((await run("validate")).stdout, /^No problem in .*\n$/);
  assert.equal((await run("doctor")).exit, 0);
  assert.equal((await run("check")).exit, 2);
  const { digest } = JSON.parse((await run("show", "tie/tie-a", "--json")).stdout);
  const adopt = [
    "baseline",
    "adopt",
    "tie",
    "--from",
    "primary",
    "--digest",
    digest,
    "--approver",
    "C. Chair",
    "--reviewed",
  ];
  assert.equal((await run(...adopt)).exit, 0);
  const checked = await run("check");
  const open = JSON.parse((await run("explain", "tie", "--json")).stdout).report.findings.filter(
    (finding: { explainedBy: unknown }) => finding.explainedBy === null,
  );
  assert.deepEqual(open, [], checked.stdout);
});

test("no password is written anywhere, neither in the folder nor in Git", async () => {
  const leaks = await findLeaksInRepository(join(folder, "found", ".lockstep", "store.git"), hospital.environment);
  assert.deepEqual(leaks, []);
  const files = ["estate.yaml", "policy/interfaces.yaml", "policy/expected-differences.yaml"];
  for (const file of files) {
    const bytes = await readFile(join(folder, "found", file));
    assert.deepEqual(findLeaks(bytes, hospital.environment), [], file);
  }
});

test("a folder in use is refused before any engine is asked", async () => {
  const asked = hospital.tie.primary.requests.length;
  const { exit, stderr } = await init("found", ...BOTH, ...pins());
  assert.equal(exit, 64);
  assert.match(stderr, /is not empty/);
  assert.equal(hospital.tie.primary.requests.length, asked);
});

test("a certificate that is not trusted is named, to be compared on the server, and nothing is made", async () => {
  const { exit, stderr } = await init("untrusted", ...BOTH);
  assert.equal(exit, 2);
  assert.ok(stderr.includes(hospital.tie.primary.fingerprint));
  assert.match(stderr, /--fingerprint/);
  assert.equal(existsSync(join(folder, "untrusted")), false);
});

test("a refused login and a missing password make nothing, and can be tried again", async () => {
  const missing = await init("again", "--password-env", "NO_SUCH_PASSWORD", ...pins());
  assert.equal(missing.exit, 2);
  assert.match(missing.stderr, /set NO_SUCH_PASSWORD/);
  const refused = await init("again", "--password-env", "TIE_A_PASSWORD", ...pins());
  assert.equal(refused.exit, 2);
  assert.match(refused.stderr, /login-refused/);
  assert.equal(existsSync(join(folder, "again")), false);
  assert.equal((await init("again", ...BOTH, ...pins())).exit, 0);
});

test("one address alone is written as a comment, since an engine needs a standby", async () => {
  const one = ["--discover", hospital.tie.primary.url, "--fingerprint", hospital.tie.primary.fingerprint];
  const { exit, stdout } = await init("alone", "--password-env", "TIE_A_PASSWORD", ...one);
  assert.equal(exit, 0);
  assert.match(stdout, /alone: no other address shares its channels/);
  const text = await readFile(join(folder, "alone", "estate.yaml"), "utf8");
  assert.deepEqual(parse(text).engines, []);
  assert.match(text, /^# {3}- id: tie /m);
});

test("two addresses of one server are no pair", async () => {
  const twin = hospital.tie.primary.url.replace("127.0.0.1", "localhost");
  const urls = ["--discover", hospital.tie.primary.url, "--discover", twin];
  const pin = ["--fingerprint", hospital.tie.primary.fingerprint];
  const { exit, stderr } = await init("twins", "--password-env", "TIE_A_PASSWORD", ...urls, ...pin, ...pin);
  assert.equal(exit, 64);
  assert.match(stderr, /are the same server/);
});

test("a password in an address is refused without being repeated", async () => {
  const { exit, stderr } = await init("secret", ...BOTH, "--discover", "https://reader:hunter2@tie-a.hospital.test");
  assert.equal(exit, 64);
  assert.doesNotMatch(stderr, /hunter2/);
});
