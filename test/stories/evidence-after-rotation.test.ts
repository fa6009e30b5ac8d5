import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { verifyEvidence } from "#services/compose/evidence/verify-evidence";
import { createEvidenceSigner } from "#services/stores/evidence/create-evidence-signer";
import { archiveOf, verifyPack } from "#services/verifier/verify";
import { type Nights, startNights } from "#test/fakes/nights";
import { TamperablePack } from "#test/fakes/tamperable-pack";

const GENERATOR = "lockstep/test";
const folder = mkdtempSync(join(tmpdir(), "lockstep-rotated-"));
const stolen = join(folder, "stolen");
let nights: Nights;
let previous: string;
let fingerprint: string;

before(async () => {
  nights = await startNights({ startsAt: "2026-11-02T10:00:00.000Z" });
  await nights.check();
  await nights.adopt();
  const { app } = nights.estate;
  copyFileSync(app.settings.signingKeyFile, stolen);
  ({ previous, fingerprint } = await app.rotateKey({ by: "J. Okafor", overlapHours: 24 }));
  nights.pass(48);
  await nights.check();
});

after(async () => {
  await nights[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function packOf(firstDay: string, lastDay: string): Promise<string> {
  const file = join(folder, `${firstDay}-${lastDay}.zip`);
  const at = nights.now().toISOString();
  const { signedBy } = await nights.estate.app.makeEvidence({
    ...{ firstDay, lastDay, at, generator: GENERATOR, file, by: null },
  });
  assert.equal(signedBy, fingerprint);
  return file;
}

/** What both verifiers say to a pack, whichever of the two keys its reader was told. */
async function judged(file: string, key: string) {
  const trust = { keys: [key], heads: [], allowedSignersFiles: [] };
  const whole = await verifyEvidence({ file, generator: GENERATOR, ...trust });
  const inside = await verifyPack(archiveOf(new Blob([readFileSync(file)])), { keys: new Set([key]) });
  return { whole, inside };
}

for (const [title, firstDay, lastDay] of [
  ["a period in which the key was changed", "2026-11-02", "2026-11-06"],
  ["a period that was over before", "2026-11-02", "2026-11-02"],
  ["a period that began after", "2026-11-04", "2026-11-06"],
] as const) {
  test(`a pack of ${title} is signed with the new key, and holds for whoever knows the old one or the new one`, async () => {
    const file = await packOf(firstDay, lastDay);
    for (const key of [previous, fingerprint]) {
      const { whole, inside } = await judged(file, key);
      assert.deepEqual([whole.outcome, whole.faults], ["holds", []]);
      assert.deepEqual([inside.outcome, inside.faults], ["holds", []]);
    }
  });
}

test("a pack that was signed with the old key after its end is refused, and the key is named", async () => {
  const pack = await TamperablePack.open(await packOf("2026-11-03", "2026-11-06"));
  await pack.sign(createEvidenceSigner(stolen));
  const file = join(folder, "stolen.zip");
  writeFileSync(file, await pack.bytes());
  for (const key of [previous, fingerprint]) {
    const { whole, inside } = await judged(file, key);
    for (const { outcome, faults } of [whole, inside]) {
      assert.equal(outcome, "broken");
      for (const { check, about } of faults) assert.deepEqual([check, about], ["signature", previous]);
      assert.match(faults[0]?.message ?? "", /signed by a key that did not count at that time/);
    }
  }
});
