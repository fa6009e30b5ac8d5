import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { EvidenceVerifyReport } from "#schemas/evidence-verify-report";
import { verifyEvidence } from "#services/compose/evidence/verify-evidence";
import { type Quarter, startQuarter } from "#test/fakes/quarter";
import { storedTexts } from "#test/fakes/stored-texts";
import { TamperablePack } from "#test/fakes/tamperable-pack";

/** Who decides, overrides, reviews or is told of in this quarter. */
const PEOPLE = ["C. Chair", "J. Okafor", "P. Quinn", "A. Admin", "A. Auditor"];
const BUNDLE = "inputs/store.bundle";
const GENERATOR = "lockstep/test";
let quarter: Quarter;

before(async () => {
  quarter = await startQuarter({ people: "pseudonyms" });
});

after(() => quarter[Symbol.asyncDispose]());

/** What the store inside a pack holds. */
function textsOf(bundle: Uint8Array = assert.fail(`no ${BUNDLE}`)): string {
  writeFileSync(place("store.bundle"), bundle);
  const folder = mkdtempSync(place("store-"));
  execFileSync("git", ["clone", "-q", "--mirror", place("store.bundle"), folder]);
  return storedTexts(folder);
}

const place = (name: string): string => join(quarter.nights.estate.folder, "..", name);

async function pack(name: string): Promise<{ readonly file: string; readonly signedBy: string }> {
  const period = { firstDay: quarter.from, lastDay: quarter.to, at: quarter.generatedAt };
  return await quarter.nights.estate.app.makeEvidence({
    ...{ ...period, generator: GENERATOR, file: place(name), by: "A. Auditor" },
  });
}

async function verified({ file, signedBy }: Awaited<ReturnType<typeof pack>>): Promise<EvidenceVerifyReport> {
  return await verifyEvidence({ file, keys: [signedBy], heads: [], allowedSignersFiles: [], generator: GENERATOR });
}

// One story, in order.

test("no byte of the pack names who acted, and its tables tell them apart by pseudonym", async () => {
  const made = await pack("sealed.zip");
  const { files } = await TamperablePack.open(made.file);
  const texts = [...files].map(
    ([name, bytes]) => [name, name === BUNDLE ? textsOf(bytes) : bytes.toString("latin1")] as const,
  );
  for (const [name, text] of texts)
    for (const person of PEOPLE) assert.equal(text.includes(person), false, `${person} in ${name}`);
  assert.match(textsOf(files.get(BUNDLE)), /Approved-By: person-[0-9a-f]{16}/);
  const exceptions = files.get("08-exceptions.csv")?.toString("utf8") ?? "";
  assert.match(exceptions, /person [0-9a-f]{8} \(approver\)/);
  const { outcome, faults } = await verified(made);
  assert.deepEqual([outcome, faults], ["holds", []]);
});

test("the estate's own people read the trail of a change by name", async () => {
  const { app } = quarter.nights.estate;
  const asked = { firstDay: quarter.from, lastDay: quarter.to, engineIds: undefined, size: 1000, seed: 1 };
  const { trails } = await app.sample({ ...asked, by: "random" });
  assert.match(JSON.stringify(trails), /C\. Chair/);
});

test("a leaver is forgotten, and both the old pack and a new one hold", async () => {
  const { app } = quarter.nights.estate;
  const old = await pack("before.zip");
  await app.people.forget("C. Chair", "A. Admin");
  const recent = await pack("after.zip");
  for (const each of [old, recent]) {
    const { outcome, faults } = await verified(each);
    assert.deepEqual([outcome, faults], ["holds", []], each.file);
  }
  const asked = { firstDay: quarter.from, lastDay: quarter.to, engineIds: undefined, size: 1000, seed: 1 };
  assert.doesNotMatch(JSON.stringify(await app.sample({ ...asked, by: "random" })), /C\. Chair/);
});
