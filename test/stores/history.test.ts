import assert from "node:assert/strict";
import { test } from "node:test";
import type { LockstepError } from "#services/core/errors";
import {
  channelFixture,
  FIXTURE_DIALECT,
  FIXTURE_MASK_KEY,
  type StoredFixture,
  snapshotOf,
  writeAll,
} from "#test/fakes/artefact-fixtures";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const [ONE, TWO, OTHER] = [channelFixture(1, "one"), channelFixture(1, "two"), channelFixture(2, "other")] as const;

async function take({ store }: TemporaryEstate, fixtures: readonly StoredFixture[], takenAt: string) {
  const about = { engineId: "tie", nodeId: "tie-a", nodeIds: ["tie-a"], dialect: FIXTURE_DIALECT };
  const writer = await store.beginSnapshot({ ...about, maskKeyId: FIXTURE_MASK_KEY });
  return (await writeAll(writer, fixtures, snapshotOf(fixtures, { takenAt }))).commit;
}

test("tells every version of an artefact, newest first, also those in which it was absent", async () => {
  await using estate = await createTemporaryEstate();
  const many = Array.from({ length: 600 }, (_, index) => channelFixture(1000 + index, "x"));
  const first = await take(estate, [ONE, OTHER, ...many], "2026-11-20T02:00:00.000Z");
  const second = await take(estate, [TWO, OTHER], "2026-11-21T02:00:00.000Z");
  await take(estate, [TWO], "2026-11-21T12:00:00.000Z");
  const third = await take(estate, [OTHER], "2026-11-22T02:00:00.000Z");
  const fourth = await take(estate, [ONE, OTHER], "2026-11-23T02:00:00.000Z");
  const expected = [
    { commit: fourth, takenAt: "2026-11-23T02:00:00.000Z", digest: ONE.entry.digest },
    { commit: third, takenAt: "2026-11-22T02:00:00.000Z", digest: null },
    { commit: second, takenAt: "2026-11-21T02:00:00.000Z", digest: TWO.entry.digest },
    { commit: first, takenAt: "2026-11-20T02:00:00.000Z", digest: ONE.entry.digest },
  ];
  assert.deepEqual(await estate.store.history("tie", "tie-a", ONE.entry.path), expected);
  await estate.store.maintain();
  assert.deepEqual(await estate.store.history("tie", "tie-a", ONE.entry.path), expected);
  assert.deepEqual(await estate.store.history("tie", "tie-a", "channels/never"), []);
  assert.deepEqual(await estate.store.history("tie", "tie-z", ONE.entry.path), []);
});

test("finds the newest version of many artefacts at once, just as the history of each would say", async () => {
  await using estate = await createTemporaryEstate();
  const many = Array.from({ length: 600 }, (_, index) => channelFixture(1000 + index, "x"));
  const again = many.map((_, index) => channelFixture(1000 + index, index < 550 ? "y" : "x"));
  await take(estate, [ONE, OTHER, ...many], "2026-11-20T02:00:00.000Z");
  await take(estate, [TWO, OTHER, ...many], "2026-11-21T02:00:00.000Z");
  await take(estate, [TWO, OTHER, ...again], "2026-11-22T02:00:00.000Z");
  await take(estate, [OTHER, ...again.slice(1)], "2026-11-23T02:00:00.000Z");
  const paths = [ONE, OTHER, ...[0, 1, 549, 550].map((index) => again[index] ?? OTHER)].map(({ entry }) => entry.path);
  const asked = [...paths, "channels/never", "channels/neither"];
  for (const tidied of [false, true]) {
    if (tidied) await estate.store.maintain();
    const found = await estate.store.newestVersions("tie", "tie-a", asked);
    assert.deepEqual([...found.keys()].sort(), [...paths].sort());
    for (const path of paths) {
      const [newest] = await estate.store.history("tie", "tie-a", path);
      assert.deepEqual(found.get(path), newest);
      assert.deepEqual((await estate.store.newestVersions("tie", "tie-a", [path])).get(path), newest);
    }
  }
  for (const none of [["channels/never"], []]) {
    assert.equal((await estate.store.newestVersions("tie", "tie-a", none)).size, 0);
  }
  assert.equal((await estate.store.newestVersions("tie", "tie-z", asked)).size, 0);
  await assert.rejects(estate.store.newestVersions("tie", "tie-a", [...paths, "../x"]));
});

test("finds a snapshot by how many before the latest, and by the instant it was in force", async () => {
  await using estate = await createTemporaryEstate();
  const first = await take(estate, [ONE], "2026-11-20T02:00:00.400Z");
  const second = await take(estate, [TWO], "2026-11-20T02:00:00.800Z");
  const third = await take(estate, [ONE], "2026-11-21T02:00:00.000Z");
  const find = async (at: { back: number } | { instant: string }) =>
    (await estate.store.openSnapshot("tie", "tie-a", at))?.commit;
  assert.equal(await find({ back: 0 }), third);
  assert.equal(await find({ back: 2 }), first);
  assert.equal(await find({ back: 3 }), undefined);
  assert.equal(await find({ instant: "2026-11-20T02:00:00.399Z" }), undefined);
  assert.equal(await find({ instant: "2026-11-20T02:00:00.500Z" }), first);
  assert.equal(await find({ instant: "2026-11-20T03:00:00+01:00" }), undefined);
  assert.equal(await find({ instant: "2026-11-20T02:00Z" }), undefined);
  assert.equal(await find({ instant: "2026-11-20T02:00:01Z" }), second);
  assert.equal(await find({ instant: "2027-01-01T00:00:00Z" }), third);
  for (const at of [{ back: -1 }, { back: 0.5 }, { instant: "--all" }]) {
    await assert.rejects(find(at), (error: LockstepError) => error.code === "selector-unknown");
  }
});
