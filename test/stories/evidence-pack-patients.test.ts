import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { commitGoverned, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { withCheckDigit } from "#test/fakes/invented-people";
import { runCommand, type Said } from "#test/fakes/run-commands";

const NHS = withCheckDigit("999145772");
/** As somebody pasted it: a message in JSON in base64. */
const LEAK = Buffer.from(JSON.stringify({ body: JSON.stringify({ nhsNumber: NHS }) })).toString("base64");
const node = (host: string) => ({
  url: `https://${host}.hospital.test:8443`,
  fingerprint: Array(32).fill("AB").join(":"),
});
let estate: LoopbackEstate;

before(async () => {
  estate = await createLoopbackEstate(
    { primary: node("tie-a"), standby: node("tie-b") },
    { now: () => new Date("2026-06-30T09:00:00.000Z") },
  );
  await commitGoverned(estate, "policy/interfaces.yaml", (text) => `${text}\n# sample: ${LEAK}\n`);
  await commitGoverned(estate, "policy/interfaces.yaml", (text) => text.replace(/# sample.*\n/, ""));
});

after(() => estate[Symbol.asyncDispose]());

async function pack(): Promise<Said> {
  const { folder, app } = estate;
  const period = ["--from", "2026-07-01", "--to", "2026-07-02", "--at", "2026-07-10T09:00:00Z"];
  return await runCommand(["evidence", "pack", ...period, "--out", "q.zip"], {
    ...{ folder, environment: app.settings.environment },
  });
}

const filesOfPack = async (): Promise<string[]> =>
  (await readdir(estate.folder)).filter((name) => name.startsWith("q.zip"));

test("a patient that stands in the history of a file alone stops the pack: it is told where, and nothing is written", async () => {
  const { code, stdout, stderr } = await pack();
  assert.equal(code, 2, stderr);
  assert.match(stderr, /inputs\/store\.bundle: main: policy\/interfaces\.yaml \([0-9a-f]{40}\): nhs-number masked:/);
  assert.match(stderr, /patient-data-found: .*lockstep ledger purge/);
  assert.ok(!`${stdout}${stderr}`.includes(NHS));
  assert.deepEqual(await filesOfPack(), []);
});

test("what somebody looked at and somebody else permitted, in policy, leaves", async () => {
  const { stderr } = await pack();
  const [, place = "", token = ""] = /\n {2}(inputs\/store\.bundle[^\n]*?): nhs-number (masked:\S+)/.exec(stderr) ?? [];
  const allowed = { id: "sample", text: token, place, reason: "A number of the range for tests, in a sample." };
  const grant = { owner: "J. Okafor", approver: "C. Chair", granted: "2026-07-01", expires: "2026-07-31" };
  const policy = { allowedTexts: [{ ...allowed, ...grant }] };
  await commitGoverned(estate, "policy/evidence.yaml", () => `${JSON.stringify(policy, null, 2)}\n`);
  const said = await pack();
  assert.equal(said.code, 0, said.stderr);
  assert.deepEqual(await filesOfPack(), ["q.zip"]);
});

test("a name in a folder and what a commit says are looked at, too", async () => {
  const git = (...args: string[]): string =>
    execFileSync("git", ["-C", estate.folder, "-c", "user.name=T", "-c", "user.email=t@hospital.test", ...args], {
      encoding: "utf8",
    });
  git("pull", "--quiet", "--ff-only", "origin", "main");
  git("commit", "--quiet", "--allow-empty", "--message", `NHS number ${withCheckDigit("999200100")} fails`);
  git("push", "--quiet", "origin", "HEAD:main");
  await commitGoverned(estate, `policy/control-maps/patient ${withCheckDigit("999300100")}.md`, () => "x");
  await rm(join(estate.folder, "q.zip"));
  const { code, stderr } = await pack();
  assert.equal(code, 2);
  assert.match(stderr, /inputs\/store\.bundle: object [0-9a-f]{40}: nhs-number/, "a commit has no path");
  assert.match(
    stderr,
    /inputs\/store\.bundle: main: policy\/control-maps \([0-9a-f]{40}\): nhs-number/,
    "a folder has one",
  );
  assert.ok(!/999[23]001/.test(stderr));
});
