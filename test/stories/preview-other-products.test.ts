import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyOfRun } from "#services/jobs/look/look-history";
import type { RhapsodyModel } from "#services/simulators/rhapsody/model";
import { ENGINE } from "#test/engines/rhapsody/invented-engine";
import type { LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { startMirrorPair } from "#test/fakes/mirror-pair";
import { startRhapsodyPair } from "#test/fakes/rhapsody-pair";
import { ROUTING, SETTINGS } from "#test/simulators/small-instance";

/** Digests that the last run found on production and on the standby. */
async function digestsFound({ app }: LoopbackEstate): Promise<string[]> {
  for await (const record of app.ledger.records({ type: "run", limit: 1 })) {
    const [engine] = bodyOfRun(record).engines;
    const changes = Object.values(engine?.changes["tie-b"] ?? {}).flat();
    return [...new Set(changes.map(({ digest }) => digest ?? "none"))].sort();
  }
  return [];
}

async function digestsPreviewed({ app }: LoopbackEstate): Promise<string[]> {
  const { changes, warnings } = await app.preview("tie/tie-b", { engineId: "tie" });
  assert.deepEqual(warnings, []);
  return changes.map(({ digest }) => digest).sort();
}

test("a Rhapsody engine's change has the digest that was previewed on another engine", async () => {
  await using pair = await startRhapsodyPair(ENGINE);
  await pair.check();
  await pair.adopt();
  const edit = (model: RhapsodyModel): RhapsodyModel =>
    JSON.parse(JSON.stringify(model).replaceAll('"6661"', '"7777"').replaceAll("To LIS", "To the LIS"));
  pair.standby.change(edit);
  await pair.check();
  const previewed = await digestsPreviewed(pair.estate);
  assert.ok(previewed.length > 1, "a port and a name");
  pair.primary.change(edit);
  await pair.check();
  assert.deepEqual(await digestsFound(pair.estate), previewed);
});

test("a change of an InterSystems instance has the digest that was previewed on another member", async () => {
  await using pair = await startMirrorPair();
  await pair.check();
  await pair.adopt();
  const edit = ({ state }: typeof pair.a): void => {
    state.editDocument("LIVE", ROUTING, 'value="ADT_A01"', 'value="ADT_A08"', "jsmith");
    state.editDocument("LIVE", SETTINGS, "lims.hospital.test", "lims2.hospital.test", "jsmith");
  };
  edit(pair.b);
  await pair.check();
  const previewed = await digestsPreviewed(pair.estate);
  assert.equal(previewed.length, 3, "a rule, a system default, and the item that the default is for");
  edit(pair.a);
  await pair.check();
  assert.deepEqual(await digestsFound(pair.estate), previewed);
});
