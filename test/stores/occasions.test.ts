import assert from "node:assert/strict";
import { test } from "node:test";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { createTemporaryEstate } from "#test/fakes/temporary-estate";

const AT = "2026-11-23T04:15:00.000Z";
const of = (engineId: string, at = AT) => ({ schedule: "nightly", at, engineId });

function runOf({ engineId, ...occasion }: ReturnType<typeof of>) {
  return { type: "run", actor: "lockstep", at: AT, body: { runId: "r", occasion, engines: [{ engineId }] } } as const;
}

test("of twenty writers at once, each with a ledger of its own, one records the occasion and the others are told that it is known", async () => {
  await using estate = await createTemporaryEstate();
  const writers = Array.from({ length: 20 }, () => openLedger(estate.context));
  const records = await Promise.all(writers.map((ledger) => ledger.appendOnce(runOf(of("tie")))));
  assert.equal(records.filter((record) => record !== undefined).length, 1);
  assert.equal((await estate.ledger.occasions(new Date(AT), new Date(AT))).length, 1);
  assert.equal((await estate.ledger.verify()).sound, true);
});

test("the same engine at another instant, another engine and another schedule are occasions of their own", async () => {
  await using estate = await createTemporaryEstate();
  const later = "2026-11-24T04:15:00.000Z";
  for (const each of [of("tie"), of("lab"), of("tie", later), { ...of("tie"), schedule: "noon" }]) {
    assert.ok(await estate.ledger.appendOnce(runOf(each)));
    assert.equal(await estate.ledger.appendOnce(runOf(each)), undefined);
  }
  const found = await estate.ledger.occasions(new Date(AT), new Date(AT));
  assert.deepEqual(
    found.map(({ schedule, engineId }) => `${schedule} ${engineId}`),
    ["nightly tie", "nightly lab", "noon tie"],
  );
  assert.equal((await estate.ledger.occasions(new Date("2026-11-01T00:00:00Z"), new Date(later))).length, 4);
  assert.equal(
    (await estate.ledger.occasions(new Date("2026-11-24T05:00:00Z"), new Date("2026-12-30T05:00:00Z"))).length,
    0,
  );
});

test("the list of occasions fits the records, however a run was appended", async () => {
  await using estate = await createTemporaryEstate();
  await estate.ledger.appendOnce(runOf(of("tie")));
  assert.equal((await estate.ledger.verify()).sound, true);
  const { seq } = await estate.ledger.append({ ...runOf(of("tie")), type: "run" });
  assert.equal((await estate.ledger.verify()).sound, true, "one that was appended without asking is listed, too");
  assert.deepEqual((await estate.ledger.occasions(new Date(AT), new Date(AT))).at(-1)?.seq, seq);
});

test("the runs of one engine are given among those of a hundred, as many as are asked for, newest first", async () => {
  await using estate = await createTemporaryEstate();
  for (const engineId of ["tie", "lab", "tie", "tie-2", "tie"]) {
    await estate.ledger.append({ ...runOf(of(engineId)), body: { runId: "r", engines: [{ engineId }] } });
  }
  const found = async (filter: { limit?: number; among?: number }): Promise<readonly number[]> => {
    const numbers: number[] = [];
    for await (const { seq } of estate.ledger.records({ type: "run", engineId: "tie", ...filter })) numbers.push(seq);
    return numbers;
  };
  assert.deepEqual(await found({}), [5, 3, 1]);
  assert.deepEqual(await found({ limit: 2 }), [5, 3]);
  assert.deepEqual(await found({ among: 3 }), [5, 3], "what is further back is not looked for");
});

test("an occasion of the evening that is met after midnight is known the next day, too", async () => {
  let now = new Date("2026-11-23T23:59:00Z");
  await using estate = await createTemporaryEstate(() => now);
  const evening = of("tie", "2026-11-23T23:58:00.000Z");
  assert.ok(await estate.ledger.appendOnce(runOf(evening)));
  now = new Date("2026-11-24T00:03:00Z");
  assert.equal(await estate.ledger.appendOnce(runOf(evening)), undefined);
  now = new Date("2026-11-22T00:03:00Z");
  assert.equal(await estate.ledger.appendOnce(runOf(evening)), undefined, "also where the clock was put back");
});
