import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { strToU8 } from "fflate";
import { openPack } from "#services/stores/evidence/open-pack";
import { archiveOf, browserMachine, describe, type Result, verifyPack } from "#services/verifier/verify";
import { forgeArchive } from "#test/fakes/forge-archive";
import { hostileArchives } from "#test/fakes/hostile-archives";
import { envelopeOf, makeTestKey, packFiles, sealChain } from "#test/fakes/sealed-pack";

const key = makeTestKey();
const folder = mkdtempSync(join(tmpdir(), "lockstep-hostile-archives-"));
after(() => {
  key[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

const chain = sealChain(key, [{ estate: "tees" }, { run: 1 }]);
const plain = packFiles(chain);
const files = new Map([...plain, ["attestation.dsse.json", strToU8(envelopeOf(key, plain, chain))]]);
const trust = { keys: new Set([key.fingerprint]) };

/** What Node 20 inflates as browsers have it, it does not mind; that browsers do is shown in one. */
const BROWSERS_ALONE: ReadonlySet<string> = new Set(["bytes behind what is deflated, in its own place"]);

/** What the verifier inside finds, as Node runs it and by what a browser does. */
async function inside(bytes: Uint8Array<ArrayBuffer>, what = ""): Promise<readonly Result[]> {
  const archive = archiveOf(new Blob([bytes]));
  const results = [await verifyPack(archive, trust)];
  return BROWSERS_ALONE.has(what) ? results : [...results, await verifyPack(archive, trust, browserMachine)];
}

/** What `lockstep evidence verify` reads of it; the code of the error where it refuses. */
async function outside(bytes: Uint8Array): Promise<string> {
  const file = join(folder, "pack.zip");
  writeFileSync(file, bytes);
  try {
    await using pack = await openPack(file);
    for (const name of pack.names) for await (const _ of pack.read(name));
    return "read";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

test("an archive that is forged without a lie is the one that Lockstep writes", async () => {
  const bytes = forgeArchive([...files].map(([name, content]) => ({ name, bytes: content })));
  for (const result of await inside(bytes)) assert.deepEqual([result.outcome, result.faults], ["holds", []]);
  assert.equal(await outside(bytes), "read");
});

for (const [what, bytes] of hostileArchives(files)) {
  test(`an archive with ${what} is refused, by Lockstep and by the verifier inside`, async () => {
    for (const result of await inside(bytes, what)) {
      assert.equal(result.outcome, "broken", JSON.stringify(result.faults));
      assert.match(result.faults[0]?.check ?? "", /^archive$/);
      assert.doesNotMatch(describe(result).replaceAll("\n", ""), /[^\x20-\x7e]|\.ts:\d|\bat [A-Z]\w+\.|Error/);
    }
    if (what !== "no file") assert.equal(await outside(bytes), "pack-unreadable");
  });
}
