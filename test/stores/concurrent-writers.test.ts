import assert from "node:assert/strict";
import { test } from "node:test";
import { startWriter } from "#test/fakes/start-writer";
import { createTemporaryEstate, describeEstate } from "#test/fakes/temporary-estate";

const EACH = 20;
const TAKEN_AT = "%(trailers:key=Lockstep-Taken-At,valueonly)";
const NAMES = ["one", "two", "three"];

test("loses no snapshot and no record of three processes that write the same node at once", async () => {
  await using estate = await createTemporaryEstate();
  const contextFile = await describeEstate(estate);
  const writers = NAMES.map((name) => startWriter(contextFile, name, 0, EACH));
  assert.deepEqual(await Promise.all(writers.map(({ ended }) => ended)), [0, 0, 0]);

  const expected = NAMES.flatMap((name) => Array.from({ length: EACH }, (_, run) => `${name} ${run}`)).sort();
  const commits = new Set((await estate.git("rev-list", "--first-parent", "observed/tie/tie-a")).split("\n"));
  const recorded: string[] = [];
  for await (const { body } of estate.ledger.records({ type: "run" })) {
    recorded.push(`${String(body["name"])} ${String(body["run"])}`);
    assert.ok(commits.has(String(body["commit"])), "a recorded snapshot stands in the node's history");
  }
  assert.deepEqual(recorded.sort(), expected);
  const seen = await estate.git("log", "--first-parent", "--format=%T", "observed/tie/tie-a");
  assert.equal(new Set(seen.split("\n")).size, expected.length);
  const taken = (await estate.git("log", "--first-parent", `--format=${TAKEN_AT}`, "observed/tie/tie-a")).split(/\n+/);
  assert.equal(taken[0], taken.toSorted().at(-1), "the newest snapshot is the newest look");
  assert.deepEqual(
    { ...(await estate.ledger.verify()), head: null },
    { sound: true, records: expected.length + 1, head: null, rollback: "none" },
  );
  assert.equal(await estate.git("fsck", "--strict", "--no-dangling"), "");
  assert.equal(await estate.git("for-each-ref", "refs/lockstep"), "");
});
