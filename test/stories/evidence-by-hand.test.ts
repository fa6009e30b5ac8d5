import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { unzipSync } from "fflate";
import { startQuarter } from "#test/fakes/quarter";
import { projectRoot } from "#test/project-root";

/** The steps that docs/evidence.md gives to who has no Lockstep, as they stand there. */
const STEPS = /```\n(# What was signed[\s\S]*?)```/.exec(
  readFileSync(join(projectRoot, "docs", "evidence.md"), "utf8"),
)?.[1];

const desk = mkdtempSync(join(tmpdir(), "lockstep-by-hand-"));
let files: Readonly<Record<string, Uint8Array>>;
let signedBy: string;

before(async () => {
  await using quarter = await startQuarter();
  const file = join(desk, "pack.zip");
  const made = await quarter.nights.estate.app.makeEvidence({
    ...{ firstDay: quarter.from, lastDay: quarter.to, at: quarter.generatedAt, generator: "lockstep/test" },
    ...{ file, by: "A. Auditor" },
  });
  signedBy = made.signedBy;
  files = unzipSync(readFileSync(file));
});

after(() => rmSync(desk, { recursive: true, force: true }));

/** Unpacks the pack with some files in the place of its own, and follows the steps. */
function followed(name: string, others: Readonly<Record<string, string>> = {}): { told: string; lines: string[] } {
  const folder = join(desk, name, "unpacked");
  for (const [path, bytes] of Object.entries({ ...files, ...others })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const { stdout, stderr } = spawnSync("bash", ["-c", STEPS ?? "exit 1"], { cwd: folder, encoding: "utf8" });
  return { told: `${stdout}${stderr}`, lines: stdout.split("\n") };
}

test("with OpenSSH, git and a shell alone a sound pack tells its key and its snapshots, and nothing between", () => {
  const { told, lines } = followed("sound");
  assert.equal(lines[0], `Good "lockstep-evidence" signature with ED25519 key ${signedBy}`);
  assert.doesNotMatch(told, /not signed|FAILED|differ|error|fatal|^[<>] /im);
  assert.ok(lines.length > 2 && lines.slice(1, -1).every((line) => /^[0-9a-f]{7,} /.test(line)), told);
});

test("by the same steps a row that was changed, a file that was added and a signature that was stripped are named", () => {
  const text = (name: string): string => Buffer.from(files[name] ?? []).toString("utf8");
  const row = followed("row", { "01-population.csv": text("01-population.csv").replace("authorised", "unauthorised") });
  assert.match(row.told, /01-population\.csv: FAILED/);
  assert.match(followed("added", { "12-more.csv": "a\r\n" }).told, /^> 12-more\.csv$/m);
  const envelope = text("attestation.dsse.json").replace(/"sig":"[^"]*"/, '"sig":""');
  assert.doesNotMatch(followed("stripped", { "attestation.dsse.json": envelope }).told, /Good "lockstep-evidence"/);
});
