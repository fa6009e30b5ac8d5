import assert from "node:assert/strict";
import { test } from "node:test";
import { planTelling } from "#services/jobs/ready/plan-telling";
import type { ToTell } from "#services/ports/verdict-teller";
import { openStoreWatch } from "#services/stores/git/open-store-watch";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

test("a check is told also where others came on record before anybody looked whom it concerns", async () => {
  await using estate = await createTemporaryEstate();
  const watch = openStoreWatch(estate.context);
  const begun = await watch.read();
  await recordRun(estate, "tie");
  const looked = await watch.read();
  for (const other of ["rie", "lims", "pas"]) await recordRun(estate, other);
  const stores = { watch, ledger: estate.ledger };
  const first = await planTelling({ marks: begun, wasFaulty: false }, looked, stores);
  assert.deepEqual(namesOf(first.engines), ["tie"]);
  const second = await planTelling({ marks: looked, wasFaulty: false }, await watch.read(), stores);
  assert.deepEqual(namesOf(second.engines), ["lims", "pas", "rie"]);
});

async function recordRun({ ledger }: TemporaryEstate, engineId: string): Promise<void> {
  const at = "2026-11-23T02:00:00.000Z";
  await ledger.append({ type: "run", actor: "lockstep", at, body: { runId: engineId, engines: [{ engineId }] } });
}

function namesOf(engines: ToTell): readonly string[] {
  return engines === "all" ? ["all"] : [...engines].sort();
}
