import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import type { CompareReport } from "#schemas/compare-report";
import { type CliResult, runCli } from "./run-cli.js";

const PACK = `pack: lab
version: 1
title: What the laboratory's engine reads
include: ["**"]
kinds: { lab-file: { folder: lab-files, title: Laboratory file, concept: setting } }
documents: [{ match: "**", kind: lab-file }]
rules: [{ at: saved, is: cosmetic }]
cases: []
`;

let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "lockstep-compare-rules-"));
  write("lab.pack.yaml", PACK);
  write("a/in/app.json", '{"port": 1, "saved": "monday"}');
  write("b/in/app.json", '{"port": 1, "saved": "friday"}');
  write("a/out/app.json", '{"port": 2}');
  write("b/out/app.json", '{"port": 3}');
  write("a/in/queue.log", "one");
  write("b/in/queue.log", "two");
});

after(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function compare(...args: string[]): Promise<CliResult> {
  return runCli(["compare", ...args], { cwd: folder });
}

test("two folders are compared by a rule pack of one's own, each file at its place", async () => {
  const { exit, stdout } = await compare("a", "b", "--rules", "lab.pack.yaml", "--json");
  assert.equal(exit, 1);
  const { findings } = JSON.parse(stdout) as CompareReport;
  assert.deepEqual(
    findings.map(({ artefact, changes }) => [artefact.kind, artefact.key, changes.map(({ label }) => label)]),
    [["lab-file", "out/app.json", ["port"]]],
  );
  assert.equal((await compare("a/in", "b/in", "--rules", "lab.pack.yaml", "--product", "file-tree")).exit, 0);
});

test("two files are compared by a rule pack whatever each is called", async () => {
  write("production.json", '{"port": 1, "saved": "monday"}');
  write("standby.json", '{"port": 1, "saved": "friday"}');
  assert.equal((await compare("production.json", "standby.json", "--rules", "lab.pack.yaml")).exit, 0);
});

test("a preset can be named in the place of a pack of one's own", async () => {
  assert.equal((await compare("a/in", "b/in", "--rules", "files")).exit, 1);
});

test("a side of which a file could not be read is not compared", async () => {
  write("c/in/app.json", "{}");
  symlinkSync("/etc/hostname", join(folder, "c/in/other.json"));
  const { exit, stderr } = await compare("c", "c", "--rules", "lab.pack.yaml");
  assert.equal(exit, 2);
  assert.match(stderr, /other\.json.* is a link/);
});

test("rules that cannot be used, or for what was read already, are refused", async () => {
  write("broken.pack.yaml", PACK.replace("at: saved", 'at: saved, value: "(?=x)"'));
  const broken = await compare("a", "b", "--rules", "broken.pack.yaml");
  assert.notEqual(broken.exit, 0);
  assert.match(broken.stderr, /broken\.pack\.yaml.*line 7, rules\/0\/value/);
  for (const args of [
    ["a", "b", "--rules", "absent.pack.yaml"],
    ["a", "b", "--rules", "no-such-preset"],
    ["a", "b", "--rules", "lab.pack.yaml", "--product", "mirth-connect"],
    ["tie/tie-a", "b", "--rules", "lab.pack.yaml"],
  ]) {
    assert.equal((await compare(...args)).exit, 64, args.join(" "));
  }
});
