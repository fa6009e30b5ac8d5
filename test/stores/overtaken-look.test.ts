import assert from "node:assert/strict";
import { test } from "node:test";
import type { SnapshotWriter } from "#services/ports/estate-repository";
import { channelFixture, FIXTURE_DIALECT, FIXTURE_MASK_KEY, snapshotOf, writeAll } from "#test/fakes/artefact-fixtures";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const REF = "refs/heads/observed/tie/tie-a";

function begin({ store }: TemporaryEstate): Promise<SnapshotWriter> {
  const about = { engineId: "tie", nodeId: "tie-a", nodeIds: ["tie-a"], dialect: FIXTURE_DIALECT };
  return store.beginSnapshot({ ...about, maskKeyId: FIXTURE_MASK_KEY });
}

/** Writes what a look at a minute past two saw. */
function write(writer: SnapshotWriter, minute: number, content: string): ReturnType<SnapshotWriter["commit"]> {
  const fixtures = [channelFixture(1, content)];
  return writeAll(writer, fixtures, snapshotOf(fixtures, { takenAt: takenAt(minute) }));
}

function takenAt(minute: number): string {
  return `2026-11-23T02:${String(minute).padStart(2, "0")}:00.000Z`;
}

async function minuteOf(
  estate: TemporaryEstate,
  at?: Parameters<typeof estate.store.openSnapshot>[2],
): Promise<string> {
  return (await estate.store.openSnapshot("tie", "tie-a", at))?.snapshot.takenAt.slice(14, 16) ?? "";
}

test("a look that ends late does not hide one that was taken after it, and both stand in the history", async () => {
  await using estate = await createTemporaryEstate();
  await write(await begin(estate), 0, "before");
  const slow = await begin(estate);
  const quick = await begin(estate);
  const newer = await write(quick, 20, "second look");
  const older = await write(slow, 10, "first look");
  assert.equal(await minuteOf(estate), "20");
  assert.deepEqual(
    [await minuteOf(estate, { instant: takenAt(15) }), await minuteOf(estate, { instant: takenAt(25) })],
    ["10", "20"],
  );
  const seen = await estate.store.openSnapshotCommit(older.commit);
  assert.deepEqual([seen.snapshot.takenAt, seen.snapshot.digest], [takenAt(10), older.digest]);
  const versions = await estate.store.history("tie", "tie-a", channelFixture(1, "").entry.path);
  assert.deepEqual([versions[0]?.takenAt, versions[1]?.takenAt], [takenAt(20), takenAt(10)]);
  for (const commits of [[newer.commit], [older.commit, newer.commit]]) {
    assert.equal(await estate.store.findBranchFault({ engineId: "tie", nodeId: "tie-a" }, commits), undefined);
  }
  await write(await begin(estate), 30, "third look");
  assert.equal(await minuteOf(estate), "30");
  const taken = await estate.git("log", "--first-parent", "--format=%(trailers:key=Lockstep-Taken-At,valueonly)", REF);
  assert.equal(new Set(taken.split("\n").filter((line) => line !== "")).size, 4, "no look is lost");
});

test("two looks at once that saw the same make one snapshot", async () => {
  await using estate = await createTemporaryEstate();
  const slow = await begin(estate);
  const quick = await begin(estate);
  await write(quick, 20, "same");
  const older = await write(slow, 10, "same");
  assert.equal((await estate.store.openSnapshot("tie", "tie-a"))?.commit, older.commit);
  assert.equal(await minuteOf(estate), "20");
});

test("a clock that was set back does not keep new looks under an old one", async () => {
  await using estate = await createTemporaryEstate();
  await write(await begin(estate), 50, "by a clock that ran ahead");
  await write(await begin(estate), 10, "by the clock put right");
  assert.equal(await minuteOf(estate), "10");
});
