import assert from "node:assert/strict";
import { test } from "node:test";
import { growSealedLedger } from "#test/bench/grow-sealed-ledger";
import { createTemporaryEstate } from "#test/fakes/temporary-estate";

test("a ledger that was grown for measuring is one like any other: it verifies, and is written on", async () => {
  await using estate = await createTemporaryEstate(() => new Date("2027-01-01T00:00:00Z"));
  await growSealedLedger(estate, { records: 200, bodyOf: (run) => ({ run }), recordsOfADay: 70 });
  assert.equal((await estate.ledger.verify()).sound, true);
  const last = await estate.ledger.append({ type: "run", actor: "lockstep", at: "2027-02-01T00:00:00Z", body: {} });
  assert.equal(last.seq, 201);
  const verdict = await estate.ledger.verify();
  assert.deepEqual(verdict, { sound: true, records: 202, head: last.hash, rollback: "none" });
});
