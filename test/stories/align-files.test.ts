import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { AlignReport } from "#schemas/align-plan";
import { assertSchema } from "#test/cli/assert-schema";
import { type CliResult, runCli } from "#test/cli/run-cli";
import { projectRoot } from "#test/project-root";

const SITE = join(projectRoot, "test/engines/file-tree/cloverleaf-site/production");
const FILTER = "adt_site/tclprocs/filter.tcl";

let folder: string;
let estate: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "lockstep-align-files-"));
  estate = join(folder, "estate");
  for (const copy of ["production", "standby"]) cpSync(SITE, join(folder, copy), { recursive: true });
  assert.equal((await runCli(["init", estate], { cwd: folder })).exit, 0);
  const node = (id: string, role: string, side: string): string =>
    `{ id: ${id}, role: ${role}, files: [{ preset: cloverleaf, path: ${JSON.stringify(join(folder, side))} }] }`;
  const nodes = `[${node("cis-a", "primary", "production")}, ${node("cis-b", "standby", "standby")}]`;
  const engine = `{ id: cis, product: file-tree, owner: Integration team, nodes: ${nodes} }`;
  writeFileSync(join(estate, "estate.yaml"), `estate: dale\nengines:\n  - ${engine}\n`);
  const person = ["-c", "user.name=ada", "-c", "user.email=ada@hospital.test"];
  for (const args of [["add", "."], ["commit", "--message", "engines"], ["push"]])
    execFileSync("git", ["-C", estate, ...person, ...args], { stdio: "ignore" });
  await lockstep("check");
  const shown = JSON.parse((await lockstep("show", "cis/cis-a", "--json")).stdout);
  const by = ["--from", "primary", "--digest", shown.digest, "--approver", "Ada Example"];
  assert.equal((await lockstep("baseline", "adopt", "cis", ...by)).exit, 0);
});

after(() => rmSync(folder, { recursive: true, force: true }));

function lockstep(...args: string[]): Promise<CliResult> {
  return runCli(args, { cwd: estate });
}

function copyOver(part: string): void {
  cpSync(join(folder, "out", part, "files"), join(folder, "standby"), { recursive: true });
}

test("a standby that is as approved has nothing to align", async () => {
  const { exit, stdout } = await lockstep("align", "cis", "--out", "../nothing");
  assert.equal(exit, 0);
  assert.match(stdout, /there is nothing to align/);
});

test("an engine that is files gets the very files back, and the rollback what it had", async () => {
  const standby = join(folder, "standby", FILTER);
  const approved = readFileSync(standby, "utf8");
  const drifted = `${approved}# nobody knows\n`;
  writeFileSync(standby, drifted);
  const { exit, stdout, stderr } = await lockstep("align", "cis", "--out", "../out", "--json");
  assert.equal(exit, 0, stderr);
  assertSchema("align-report", stdout);
  const { plan }: AlignReport = JSON.parse(stdout);
  assert.deepEqual(
    plan.artefacts.map(({ name, carried }) => [name, carried]),
    [[FILTER, "package"]],
  );
  const check = await lockstep("align", "--check", "../out", "--json");
  assert.equal(check.exit, 0);
  assertSchema("align-check-report", check.stdout);
  copyOver("package");
  assert.equal(readFileSync(standby, "utf8"), approved);
  assert.equal((await lockstep("align", "--check", "../out/plan.json")).exit, 1);
  copyOver("rollback");
  assert.equal(readFileSync(standby, "utf8"), drifted);
});

test("the folder holds a plan to tick off, a page, and nothing beside the two packages", async () => {
  const names = readdirSync(join(folder, "out")).sort();
  assert.deepEqual(names, ["package", "plan.html", "plan.json", "plan.md", "rollback"]);
  assert.match(readFileSync(join(folder, "out/plan.md"), "utf8"), /- \[ \] \*\*1\.\*\* /);
});

test("a plan cannot be checked against a standby that is not there: it is not called valid", async () => {
  rmSync(join(folder, "standby"), { recursive: true });
  const { exit, stdout } = await lockstep("align", "--check", "../out");
  assert.equal(exit, 2);
  assert.match(stdout, /cannot be told to hold/);
});

test("an align without an engine, and a check of what is no plan, are usage errors", async () => {
  assert.equal((await lockstep("align")).exit, 64);
  assert.equal((await lockstep("align", "--check", "estate.yaml")).exit, 64);
});
