import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { CheckReport } from "#schemas/check-report";
import type { HistoryReport } from "#schemas/history-report";
import type { ValidateReport } from "#schemas/validate-report";
import { type CliResult, runCli } from "#test/cli/run-cli";
import { projectRoot } from "#test/project-root";

const CASE = join(projectRoot, "test/engines/file-tree/cloverleaf-site");
const LAB_PACK = `
pack: lab
version: 1
title: The laboratory's filter
include: ["**"]
kinds: { lab-filter: { folder: lab-filters, title: Laboratory filter, concept: filter, interface: true } }
documents: [{ match: "**", kind: lab-filter, format: text }]
rules: [{ at: content, is: text, as: tcl }]
cases: []
`;

let folder: string;
let estate: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "lockstep-file-engines-"));
  estate = join(folder, "estate");
  cpSync(CASE, join(folder, "cis"), { recursive: true });
  assert.equal((await runCli(["init", estate], { cwd: folder })).exit, 0);
  const filter = (side: string): string => join(folder, "cis", side, "adt_site/tclprocs/filter.tcl");
  const show = (side: string): string =>
    `{ id: show, argv: [${JSON.stringify(process.execPath)}, -p, "require('fs').readFileSync(process.argv[1], 'utf8')", ${JSON.stringify(filter(side))}], pack: policy/lab.pack.yaml }`;
  const files = (side: string): string =>
    `[{ preset: cloverleaf, path: ${JSON.stringify(join(folder, "cis", side))} }]`;
  writeFileSync(
    join(estate, "estate.yaml"),
    `estate: dale
engines:
  - id: cis
    product: file-tree
    owner: Integration team
    nodes:
      - { id: cis-a, role: primary, files: ${files("production")} }
      - { id: cis-b, role: standby, files: ${files("standby")} }
  - id: lab
    product: command
    owner: Integration team
    nodes:
      - { id: lab-a, role: primary, command: ${show("production")} }
      - { id: lab-b, role: standby, command: ${show("standby")} }
`,
  );
  writeFileSync(join(estate, "policy/lab.pack.yaml"), LAB_PACK);
  git("add", ".");
  git("commit", "--message", "engines");
  git("push");
});

after(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: string[]): void {
  execFileSync("git", ["-C", estate, "-c", "user.name=ada", "-c", "user.email=ada@hospital.test", ...args], {
    stdio: "ignore",
  });
}

function lockstep(...args: string[]): Promise<CliResult> {
  return runCli(args, { cwd: estate });
}

async function check(engine: string): Promise<{ readonly exit: number; readonly report: CheckReport }> {
  const { exit, stdout } = await lockstep("check", engine, "--json");
  return { exit, report: JSON.parse(stdout) as CheckReport };
}

// One story, in order.

test("engines that are files or a command are validated, diagnosed and compared like any other", async () => {
  assert.equal((await lockstep("validate")).exit, 0);
  assert.equal((await lockstep("doctor")).exit, 0);
  const { exit, report } = await check("cis");
  assert.equal(exit, 2);
  assert.deepEqual(report.engines[0]?.findings.map(({ artefact }) => artefact.name).sort(), [
    "PAS_ADT_IN",
    "adt_site/tclprocs/filter.tcl",
  ]);
});

test("a rule pack of the site's own says what a command printed", async () => {
  const { report } = await check("lab");
  assert.deepEqual(
    report.engines[0]?.findings.map(({ artefact }) => artefact.kind),
    ["lab-filter"],
  );
});

test("an engine that is files is ready when its standby holds what was approved", async () => {
  const { report } = await check("cis");
  const digest = report.engines[0]?.nodes[0]?.snapshot?.digest ?? "";
  const adoption = ["--from", "primary", "--digest", digest, "--approver", "Ada Example", "--ticket", "CHG0031337"];
  assert.equal((await lockstep("baseline", "adopt", "cis", ...adoption)).exit, 0);
  cpSync(join(folder, "cis/production"), join(folder, "cis/standby"), { recursive: true });
  const { exit, report: again } = await check("cis");
  assert.equal(again.engines[0]?.readiness.verdict, "ready");
  assert.equal(exit, 0);
});

test("what is approved can be read: who approved it, under which ticket, and each script line by line", async () => {
  const head = await lockstep("show", "cis/baseline");
  assert.match(head.stdout, /^cis\/baseline {2}file-tree/);
  assert.match(head.stdout, /approved {3}by Ada Example, 20/);
  assert.match(head.stdout, /ticket {5}CHG0031337\nreviewed {3}no: inherited, unreviewed\ntaken .* from cis-a/);
  const script = readFileSync(join(folder, "cis/production/adt_site/tclprocs/filter.tcl"), "utf8");
  const line = script.split("\n").find((text) => text.trim() !== "") ?? "";
  for (const selector of ["cis/baseline", "cis/cis-a"]) {
    const { exit, stdout } = await lockstep("show", selector, "adt_site/tclprocs/filter.tcl");
    assert.equal(exit, 0);
    assert.ok(stdout.split("\n").includes(line), stdout);
    assert.equal(/versions, newest first/.test(stdout), selector === "cis/cis-a");
  }
  const { stdout } = await lockstep("show", "cis/baseline", "adt_site/tclprocs/filter.tcl", "--json");
  const { files } = JSON.parse(stdout) as HistoryReport;
  assert.ok(
    files?.some(({ path, text }) => path.endsWith(".tcl") && text.includes(line)),
    stdout,
  );
});

test("a baseline that is approved under no ticket is approved with a warning", async () => {
  const { report } = await check("lab");
  const digest = report.engines[0]?.nodes[0]?.snapshot?.digest ?? "";
  const adopted = await lockstep(
    "baseline",
    "adopt",
    "lab",
    "--from",
    "primary",
    "--digest",
    digest,
    "--approver",
    "Ada",
  );
  assert.equal(adopted.exit, 0);
  assert.match(adopted.stderr, /No ticket was named: the baseline of 'lab' rests on the word of Ada alone/);
});

test("a rule pack that changes reads the baseline of its own engine again, says so, and brings a clean folder along", async () => {
  const approve = async (engine: string): Promise<string> => {
    const { report } = await check(engine);
    const digest = report.engines[0]?.nodes[0]?.snapshot?.digest ?? "";
    const by = ["--from", "primary", "--digest", digest, "--approver", "Ada Example", "--ticket", "CHG0031337"];
    assert.equal((await lockstep("baseline", "adopt", engine, ...by)).exit, 0);
    return digest;
  };
  const approved = await approve("cis");
  await approve("lab");
  writeFileSync(join(estate, "policy/lab.pack.yaml"), LAB_PACK.replace("version: 1", "version: 2"));
  git("commit", "--all", "--message", "a new version of the pack");
  git("push");

  const untouched = await lockstep("check", "cis");
  assert.doesNotMatch(untouched.stderr, /read again/);
  assert.equal((await check("cis")).report.engines[0]?.baseline?.digest, approved);

  const { stderr } = await lockstep("check", "lab");
  assert.match(stderr, /the baseline of 'lab' was read again by command\/\d+\+lab\.[0-9a-f]{12} .*committed to main/);
  assert.match(stderr, /folder was brought up to main/);
  writeFileSync(join(estate, "policy/notes.txt"), "a note\n");
  git("add", ".");
  git("commit", "--message", "the next change");
  git("push");
});

test("a folder that is empty of a sudden is unknown, and not one finding speaks of a deletion", async () => {
  rmSync(join(folder, "cis/standby/adt_site"), { recursive: true });
  const { exit, report } = await check("cis");
  assert.equal(exit, 2);
  assert.equal(report.engines[0]?.readiness.verdict, "unknown");
  assert.deepEqual(report.engines[0]?.findings, []);
});

test("a rule pack that is broken is told with its file, like any governed file", async () => {
  writeFileSync(join(estate, "policy/lab.pack.yaml"), LAB_PACK.replace("version: 1", "version: one"));
  const { exit, stdout } = await lockstep("validate");
  assert.notEqual(exit, 0);
  assert.match(stdout, /lab\.pack\.yaml/);
});

test("a site's own rule pack is held against its own cases, and each that fails is named", async () => {
  const claim = (title: string, expect: string): string =>
    `  - { title: ${title}, file: filter.tcl, a: "set port 1", b: "set port 2", expect: ${expect} }`;
  const cases = ["cases:", claim("A port is a setting", "different"), claim("A port is noise", "same")].join("\n");
  writeFileSync(join(estate, "policy/lab.pack.yaml"), LAB_PACK.replace("cases: []", cases));
  const { exit, stdout } = await lockstep("validate");
  assert.equal(exit, 2);
  assert.match(stdout, /lab\.pack\.yaml \/cases\/1 'A port is noise' does not hold: a and b differ/);
  assert.doesNotMatch(stdout, /A port is a setting/);
});

test("a site's own rule pack without cases is advised to bring some", async () => {
  writeFileSync(join(estate, "policy/lab.pack.yaml"), LAB_PACK);
  const { exit, stdout } = await lockstep("validate");
  assert.equal(exit, 0);
  assert.match(stdout, /Advice: policy\/lab\.pack\.yaml \/cases /);
});

test("a standby that is read from production's own folder is refused, and no verdict stands on it", async () => {
  const text = readFileSync(join(estate, "estate.yaml"), "utf8");
  const standby = JSON.stringify(join(folder, "cis/standby"));
  const same = JSON.stringify(`${join(folder, "cis/production")}/../production/`);
  writeFileSync(join(estate, "estate.yaml"), text.replace(`path: ${standby}`, `path: ${same}`));
  const { exit, stdout } = await lockstep("validate");
  assert.equal(exit, 2);
  assert.match(
    stdout,
    /estate\.yaml \/engines\/0\/nodes\/1\/files\/0 \(cis\/cis-b\) is what 'cis-a' is read from, too/,
  );
  const author = ["-c", "user.name=ada", "-c", "user.email=ada@hospital.test"];
  for (const args of [["commit", "--all", "--message", "one folder"], ["push"]]) {
    execFileSync("git", ["-C", estate, ...author, ...args], { stdio: "ignore" });
  }
  const { report } = await check("cis");
  assert.equal(report.engines[0]?.readiness.verdict, "unknown");
  assert.ok(report.engines[0]?.readiness.reasons.some(({ code }) => code === "estate-invalid"));
});

test("everything wrong in a rule pack is told once, with its line, its value and the word that was meant", async () => {
  const wrong = LAB_PACK.replace("is: text, as: tcl", "is: texd, as: tcl, not: 1")
    .replace("format: text", "format: txt")
    .replace("version: 1", "version: 1\ncolour: red");
  writeFileSync(join(estate, "policy/lab.pack.yaml"), wrong);
  writeFileSync(
    join(estate, "policy/interfaces.yaml"),
    "interfaces:\n  - { match: { engine: lab, kind: lab-filter }, tier: 1, flow: LAB, owner: Team }\n",
  );
  const { exit, stdout } = await lockstep("validate", "--json");
  const problems = (JSON.parse(stdout) as ValidateReport).problems.filter(({ file }) => file !== "estate.yaml");
  assert.equal(exit, 2);
  assert.deepEqual(
    problems.map(({ file, path }) => `${file} ${path}`),
    [
      "policy/lab.pack.yaml /",
      "policy/lab.pack.yaml line 8, documents/0/format",
      "policy/lab.pack.yaml line 9, rules/0",
      "policy/lab.pack.yaml line 9, rules/0/is",
    ],
  );
  assert.match(problems[0]?.message ?? "", /unknown key 'colour'/);
  assert.match(problems[1]?.message ?? "", /"txt" is not one of xml, json/);
  assert.match(problems[3]?.message ?? "", /"texd" is not one of volatile/);
  assert.match(problems[3]?.remedy ?? "", /Did you mean 'text'\?/);
});
