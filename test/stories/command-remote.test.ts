import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { RunList } from "#schemas/api/run-list";
import type { CheckReport } from "#schemas/check-report";
import { exitOfCheck } from "#services/cli/exit-codes";
import { runCommandLine } from "#services/cli/run-command-line";
import type { Principal } from "#services/core/access/principal";
import { type ReviewStage, stageLocally } from "#test/fakes/review-stage";
import { type ServedApi, serveApi } from "#test/fakes/served-api";
import { until } from "#test/fakes/until";

let stage: ReviewStage;
let api: ServedApi;
let elsewhere: string;

before(async () => {
  stage = await stageLocally();
  const { nights } = stage;
  await nights.check();
  await nights.adopt();
  await nights.check();
  nights.primary.state.editChannel("PAS ADT In", "6661", "6671", { by: "j.okafor" });
  await nights.check();
  const { estate } = await nights.estate.app.estate();
  const token = (role: Principal["grants"][number]["role"]): Principal => ({
    ...{ kind: "token", id: role, name: role },
    grants: [{ estate, role, engines: "all" }],
  });
  const people = { lks_viewer: token("viewer"), lks_engineer: token("engineer") };
  api = await serveApi(nights.estate.app, { now: nights.now, people });
  elsewhere = await mkdtemp(join(tmpdir(), "lockstep-elsewhere-"));
  await writeFile(join(elsewhere, "token"), "lks_engineer\n");
});

after(async () => {
  await api[Symbol.asyncDispose]();
  await stage[Symbol.asyncDispose]();
  await rm(elsewhere, { recursive: true });
});

interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in a folder that holds no estate. */
async function run(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = { LOCKSTEP_TOKEN: "lks_viewer" },
): Promise<Ran> {
  let [stdout, stderr] = ["", ""];
  const exit = await runCommandLine(args, {
    cwd: elsewhere,
    environment,
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { exit, stdout, stderr };
}

const atServer = (): readonly string[] => ["--server", api.url];

test("says of an engine elsewhere what it says where the estate is, with the same exit", async () => {
  const { settings } = stage.nights.estate.app;
  for (const command of [
    ["ready", "tie"],
    ["explain", "tie"],
    ["show", "tie/tie-a"],
    ["show", "tie/tie-b~1"],
  ]) {
    const there = await run([...command, ...atServer()]);
    const here = await run(["--estate", settings.folder, ...command], settings.environment);
    assert.equal(there.stderr, "");
    // Ages and expiry are told by each clock: the nights of this test lie ahead of the command's own.
    const plain = (text: string): string =>
      text
        .split("\n")
        .filter((line) => !/ago|until|expire|UNKNOWN|READY/.test(line))
        .join("\n");
    if (command[0] === "show") assert.equal(there.stdout, here.stdout, command.join(" "));
    else assert.ok(plain(there.stdout).length > 0);
  }
  assert.equal((await run(["ready", "tie", ...atServer()])).exit, 1);
});

test("shows one artefact, its versions, and the one finding that is asked for", async () => {
  const shown = await run(["show", "tie/tie-a", "PAS ADT In", "--json", ...atServer()]);
  assert.equal(shown.exit, 0, shown.stderr);
  assert.equal((JSON.parse(shown.stdout) as { versions: unknown[] }).versions.length, 2);
});

test("asks for a check, waits for it, and prints what it found", async () => {
  const checking = run(["check", "tie", "--json", ...atServer(), "--token-file", "token"], {});
  await until(() => api.asked.length > 0);
  const found = await stage.nights.check();
  const { exit, stdout, stderr } = await checking;
  const report = JSON.parse(stdout) as CheckReport;
  assert.equal(exit, exitOfCheck({ ...report, engines: [found] }), stderr);
  assert.deepEqual(
    report.engines.map(({ findings, waiting }) => [findings, waiting]),
    [[found.findings, found.waiting]],
  );
  assert.deepEqual(
    report.engines.map(({ engineId, findings }) => [engineId, findings.length]),
    [["tie", 1]],
  );
});

test("lists runs, here and elsewhere alike", async () => {
  const { settings } = stage.nights.estate.app;
  const there = await run(["runs", "tie", "--json", ...atServer()]);
  const here = await run(["--estate", settings.folder, "runs", "tie", "--json"], settings.environment);
  assert.equal(there.stdout, here.stdout);
  assert.ok((JSON.parse(here.stdout) as RunList).items.length >= 4);
  assert.match((await run(["runs", ...atServer()])).stdout, /asked for\n {2}tie {2}NOT READY {2}1 finding, 1 waiting/);
});

test("shows what waits for a decision, and takes none", async () => {
  const list = await run(["review", ...atServer()]);
  assert.match(list.stdout, /^1 {2}tie: interface 'PAS ADT In'/);
  const shown = await run(["review", "show", "1", ...atServer()]);
  assert.match(shown.stdout, /PAS ADT In/);
  assert.match(shown.stdout, /pat-lowe/);
  const decided = await run([
    "review",
    "accept",
    "1",
    "--digest",
    "sha256:000000000000",
    "--by",
    "pat-lowe",
    ...atServer(),
  ]);
  assert.equal(decided.exit, 64);
  assert.match(decided.stderr, /a token is nobody's/);
});

test("never takes a refusal for an answer", async () => {
  const cases: readonly (readonly [readonly string[], NodeJS.ProcessEnv, RegExp])[] = [
    [["ready", "tie", ...atServer()], {}, /There is no token/],
    [["ready", "tie", ...atServer()], { LOCKSTEP_TOKEN: "lks_other" }, /not-signed-in/],
    [["ready", "none", ...atServer()], { LOCKSTEP_TOKEN: "lks_viewer" }, /refused \(404\)/],
    [["check", ...atServer()], { LOCKSTEP_TOKEN: "lks_viewer" }, /not-allowed/],
    [["ready", "tie", "--server", "http://lockstep.hospital.test"], { LOCKSTEP_TOKEN: "lks_viewer" }, /clear/],
    [["ready", "tie", "--server", `${api.url}/estates/other`], { LOCKSTEP_TOKEN: "lks_viewer" }, /refused \(404\)/],
  ];
  for (const [args, environment, expected] of cases) {
    const { exit, stdout, stderr } = await run(args, environment);
    assert.equal(stdout, "", args.join(" "));
    assert.ok(exit === 2 || exit === 64, `${args.join(" ")}: ${exit}`);
    assert.match(stderr, expected, args.join(" "));
    assert.doesNotMatch(stderr, /lks_\w/);
  }
});
