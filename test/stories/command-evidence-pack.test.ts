import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertSchema } from "#test/cli/assert-schema";
import { createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { runCommand, type Said } from "#test/fakes/run-commands";

/** Nobody connects to them. */
const node = (host: string) => ({
  url: `https://${host}.hospital.test:8443`,
  fingerprint: Array(32).fill("AB").join(":"),
});
const PERIOD = ["--from", "2026-07-01", "--to", "2026-07-03"];
const AT = ["--at", "2026-07-10T09:00:00+01:00"];
let estate: LoopbackEstate;

/** An estate that was made before the period, and that nobody has ever checked. */
before(async () => {
  estate = await createLoopbackEstate(
    { primary: node("tie-a"), standby: node("tie-b") },
    { now: () => new Date("2026-06-30T09:00:00.000Z") },
  );
});

after(() => estate[Symbol.asyncDispose]());

async function pack(...args: string[]): Promise<Said> {
  const { folder, app } = estate;
  return await runCommand(["evidence", "pack", ...args], { folder, environment: app.settings.environment });
}

test("of an estate that nobody checked the pack says so, day by day, and is no worse for it", async () => {
  const { code, stdout, stderr } = await pack(...PERIOD, ...AT, "--out", "quiet.zip", "--by", "A. Auditor", "--json");
  assert.equal(code, 0, stderr);
  assertSchema("evidence-pack-report", stdout);
  const { parameters, rows, file } = JSON.parse(stdout);
  assert.deepEqual([parameters.from, parameters.to], ["2026-06-30T23:00:00.000Z", "2026-07-03T23:00:00.000Z"]);
  assert.deepEqual(
    [parameters.generatedAt, parameters.framework],
    ["2026-07-10T08:00:00.000Z", "nhs-dspt-caf@2026-27"],
  );
  assert.deepEqual([rows["01-population"], rows["02-coverage"], rows["06-readiness"]], [0, 3, 3]);
  assert.equal(file, join(estate.folder, "quiet.zip"));
});

test("for people it says what was packed, by which key it is signed and how it is checked", async () => {
  const { code, stdout, stderr } = await pack(...PERIOD, ...AT, "--out", "shown.zip", "--framework", "iso-27001");
  assert.equal(code, 0, stderr);
  assert.match(stdout, /iso-27001@2022/);
  assert.match(stdout, /signed by SHA256:/);
  assert.match(stdout, /lockstep evidence verify/);
});

test("a period that ends before it begins, has not begun or is no day is refused, and nothing is left behind", async () => {
  const refusals: readonly (readonly [readonly string[], number, RegExp])[] = [
    [["--from", "2026-07-03", "--to", "2026-07-01", ...AT], 64, /before it begins/],
    [["--from", "2026-08-01", "--to", "2026-08-03", ...AT], 64, /after the time of making/],
    [["--from", "2026-07-32", "--to", "2026-08-03"], 64, /It is a day/],
    [[...PERIOD, "--at", "2026-07-10"], 64, /an instant with its zone/],
    [[...PERIOD, ...AT, "--framework", "nhs-dspt-caf@1999"], 2, /There is no edition/],
    [[...PERIOD, ...AT, "--engine", "nowhere"], 2, /There is no engine 'nowhere'; there are: tie/],
    [[...PERIOD, ...AT, "--by", "n/a"], 64, /person who asks/],
  ];
  for (const [args, code, message] of refusals) {
    const said = await pack(...args, "--out", "refused.zip");
    assert.match(said.stderr, message);
    assert.equal(said.code, code, said.stderr);
  }
  assert.deepEqual(
    (await readdir(estate.folder)).filter((name) => name.startsWith("refused")),
    [],
  );
});

test("a file that is there stays as it is", async () => {
  const { code, stderr } = await pack(...PERIOD, ...AT, "--out", "quiet.zip");
  assert.notEqual(code, 0);
  assert.match(stderr, /quiet\.zip/);
});
