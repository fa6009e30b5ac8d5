import assert from "node:assert/strict";
import { test } from "node:test";
import { LEDGER_REF } from "#services/stores/git/refs";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const AT = "2026-11-23T02:00:00.000Z";

/** A ledger with some records, as a machine sees it that has kept nothing. */
async function aLedger(estate: TemporaryEstate) {
  const { ledgerMarkFolder: _kept, ...unmarked } = estate.context;
  const ledger = openLedger(unmarked);
  const exercise = (note: string) => ledger.append({ type: "exercise", actor: "Ros Haddon", at: AT, body: { note } });
  await exercise("first");
  return { ledger, exercise };
}

test("a ledger that goes on from a head that was mailed holds it", async () => {
  await using estate = await createTemporaryEstate();
  const { ledger, exercise } = await aLedger(estate);
  const head = await ledger.head();
  assert.ok(head);
  assert.equal(head.commit, (await estate.git("rev-parse", LEDGER_REF)).trim());
  await exercise("second");
  assert.equal((await ledger.verify([head])).sound, true);
});

test("a ledger that was written anew by whoever holds its key no longer holds a head that was mailed", async () => {
  await using estate = await createTemporaryEstate();
  const { ledger, exercise } = await aLedger(estate);
  const head = await ledger.head();
  assert.ok(head);
  await estate.git("update-ref", LEDGER_REF, `${LEDGER_REF}~1`);
  const back = await ledger.verify([head]);
  assert.ok(!back.sound && /was set back/.test(back.problem));
  await exercise("another first");
  assert.equal((await ledger.verify()).sound, true, "nothing in it shows it");
  const anew = await ledger.verify([head]);
  assert.ok(!anew.sound && /was written anew/.test(anew.problem));
});
