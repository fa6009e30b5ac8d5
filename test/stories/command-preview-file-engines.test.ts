import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { ChangePreview } from "#schemas/change-preview";
import { openApp } from "#services/app";
import { settingsFor } from "#services/config";
import { bodyOfRun } from "#services/jobs/look/look-history";
import { type CliResult, runCli } from "#test/cli/run-cli";
import { projectRoot } from "#test/project-root";

const PRODUCTION = join(projectRoot, "test/engines/file-tree/cloverleaf-site/production");

let folder: string;
let estate: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "lockstep-preview-files-"));
  estate = join(folder, "estate");
  for (const copy of ["production", "standby", "candidate"])
    cpSync(PRODUCTION, join(folder, copy), { recursive: true });
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

function edit(side: string): void {
  appendFileSync(join(folder, side, "adt_site/tclprocs/filter.tcl"), "# CHG0031337: one more line\n");
}

test("a folder of files is previewed as production would be read, with the digest that a check finds", async () => {
  edit("candidate");
  const { exit, stdout, stderr } = await lockstep("change", "preview", "../candidate", "--json");
  assert.equal(exit, 0, stderr);
  const { changes, candidate }: ChangePreview = JSON.parse(stdout);
  assert.deepEqual(
    changes.map(({ artefact }) => artefact.name),
    ["adt_site/tclprocs/filter.tcl"],
  );
  assert.equal(candidate.partial, false);
  edit("production");
  await lockstep("check");
  assert.deepEqual(
    await digestsFound(),
    changes.map(({ digest }) => digest),
  );
});

test("one file of an engine that is files is not previewed: what it is depends on where it stands", async () => {
  const { exit, stderr } = await lockstep("change", "preview", "../candidate/adt_site/tclprocs/filter.tcl");
  assert.equal(exit, 64);
  assert.match(stderr, /'cis' is files: give the whole folder or archive/);
});

async function digestsFound(): Promise<(string | null)[]> {
  const app = await openApp(settingsFor(estate, process.env));
  for await (const record of app.ledger.records({ type: "run", limit: 1 })) {
    const changes = bodyOfRun(record).engines[0]?.changes["cis-b"] ?? {};
    return Object.values(changes).flatMap((each) => each.map(({ digest }) => digest));
  }
  return [];
}
