import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertSchema } from "#test/cli/assert-schema";
import { type CliResult, runCli } from "#test/cli/run-cli";

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-frameworks-"));
});

after(() => rm(folder, { recursive: true, force: true }));

function evidence(...args: string[]): Promise<CliResult> {
  return runCli(["evidence", ...args], { cwd: folder });
}

test("lists frameworks and editions where there is no estate at all", async () => {
  const { exit, stdout, stderr } = await evidence("frameworks");
  assert.equal(exit, 0, stderr);
  assert.match(stdout, /nhs-dspt-caf@2025-26\n.*\n {2}47 outcomes/);
  assert.match(stdout, /nhs-dspt-caf@2026-27\n.*\n {2}49 outcomes.*\n {2}provisional/);
  assertSchema("evidence-frameworks-report", (await evidence("frameworks", "--json")).stdout);
});

test("an estate that was named and is not there is no reason to answer without it", async () => {
  const { exit, stderr } = await runCli(["--estate", join(folder, "nowhere"), "evidence", "frameworks"], {
    cwd: folder,
  });
  assert.notEqual(exit, 0);
  assert.match(stderr, /estate-not-found/);
});

test("tells what became of each outcome, and of one alone", async () => {
  const years = ["nhs-dspt-caf@2025-26", "nhs-dspt-caf@2026-27"];
  const whole = await evidence("crosswalk", ...years);
  assert.match(whole.stdout, /renamed {3}A2\.b Assurance → A2\.c Assurance/);
  assert.match(whole.stdout, /dropped {3}C2\.b Proactive Attack Discovery → —/);
  assert.match(whole.stdout, /Every outcome of both editions stands above\./);
  assertSchema("evidence-crosswalk-report", (await evidence("crosswalk", ...years, "--json")).stdout);
  const one = await evidence("crosswalk", ...years, "--outcome", "C2.b");
  assert.doesNotMatch(one.stdout, /A1\.a/);
});

test("an outcome that the edition does not have is refused by its name", async () => {
  const { exit, stderr } = await evidence("crosswalk", "nhs-dspt-caf@2026-27", "iso-27001@2022", "--outcome", "C2.b");
  assert.equal(exit, 2);
  assert.match(stderr, /nhs-dspt-caf@2026-27 has no outcome 'C2\.b'/);
});

test("a slip in an organisation's own map is named by validate, in its place", async () => {
  const estate = join(folder, "estate");
  const made = await runCli(["init", estate], { cwd: folder });
  assert.equal(made.exit, 0, made.stderr);
  await mkdir(join(estate, "policy", "control-maps"));
  const file = join(estate, "policy", "control-maps", "expected.yaml");
  const levels = (id: string) =>
    `schema: lockstep/control-expectations@1\nedition: nhs-dspt-caf@2026-27\nsource: Board paper 12\nexpectedLevels: { ${id}: Partially }\n`;
  await writeFile(file, levels("C2.b"));
  const slip = await runCli(["validate"], { cwd: estate });
  assert.notEqual(slip.exit, 0);
  assert.match(slip.stdout, /policy\/control-maps\/expected\.yaml/);
  assert.match(slip.stdout, /'C2\.b' is no outcome of nhs-dspt-caf@2026-27/);
  await writeFile(file, levels("B4.b"));
  const sound = await runCli(["validate"], { cwd: estate });
  assert.doesNotMatch(sound.stdout, /control-maps.*(is no|nothing reads)/);
});
