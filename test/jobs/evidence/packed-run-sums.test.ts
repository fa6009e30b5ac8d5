import assert from "node:assert/strict";
import { test } from "node:test";
import type { LedgerRecord } from "#schemas/ledger-record";
import { parseAllowedSigners } from "#services/core/seal/allowed-signers";
import { createCheckNotes } from "#services/jobs/evidence/verify/check-notes";
import { checkPackedLedger } from "#services/jobs/evidence/verify/check-packed-ledger";
import type { OpenedPack } from "#services/ports/evidence";
import { makeTestKey, packFiles, sealChain, type TestKey } from "#test/fakes/sealed-pack";

/** What is found of the ledger in a pack whose records were sealed with their own key, in their own chain. */
async function faultsOf(key: TestKey, bodies: readonly LedgerRecord["body"][]): Promise<readonly string[]> {
  const files = packFiles(sealChain(key, bodies));
  const pack: OpenedPack = {
    names: [...files.keys()],
    async *read(name) {
      yield files.get(name) ?? new Uint8Array();
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const allowedSigners = `lockstep ${key.line}\n`;
  const signers = parseAllowedSigners(allowedSigners);
  const claims = { envelope: undefined, parameters: undefined, allowedSigners, signers };
  const notes = createCheckNotes();
  await checkPackedLedger(pack, { claims, trust: { keys: new Set([key.fingerprint]), heads: [] }, notes });
  return notes.report().faults.map(({ about, message }) => `${about}: ${message}`);
}

test("a run in a pack whose sums are off is named by its record, though it was sealed as it stands", async () => {
  using key = makeTestKey();
  const looks = [{ nodeId: "tie-a", takenAt: "2026-07-01T02:00:00.000Z", problems: [] }];
  const run = (counted: object) => ({ engines: [{ engineId: "tie", looks, counted }] });
  const sound = run({ expected: 1, seen: 1, skipped: 0, failed: 0 });
  assert.deepEqual(await faultsOf(key, [{}, sound, sound]), []);
  assert.deepEqual(await faultsOf(key, [{}, sound, run({ expected: 2, seen: 1, skipped: 0, failed: 0 }), sound]), [
    "record 2: This run does not add up for tie: 1 seen, 0 skipped and 0 failed are not the 2 expected.",
  ]);
});
