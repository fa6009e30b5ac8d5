import assert from "node:assert/strict";
import { test } from "node:test";
import type { LedgerRecord } from "#schemas/ledger-record";
import { pageOfRuns } from "#services/jobs/views/page-of-runs";
import { rememberRuns } from "#services/jobs/views/remember-runs";

type Filter = { type?: LedgerRecord["type"]; limit?: number; before?: number } | undefined;

/** A ledger of runs whose records can be added and written anew. */
function ledgerOf(length: number) {
  const records: LedgerRecord[] = [];
  const read: number[] = [];
  const add = (mark = "a"): void => {
    const seq = records.length;
    const body = {
      ...{
        runId: `run-${seq}`,
        at: new Date(seq * 1000).toISOString(),
        policyCommit: "p",
        tickets: null,
        problems: [],
      },
      engines: [
        {
          ...{
            engineId: seq % 2 === 0 ? "tie" : "lab",
            at: "",
            looks: [],
            baseline: null,
            changes: {},
            verdict: "ready",
          },
          ...{ findings: 0, waiting: 0, expiresAt: "", reportDigest: "" },
        },
      ],
    };
    const hash = `${mark}-${seq}`;
    records.push({
      schema: "lockstep/ledger-record@1",
      ...{ seq, at: body.at, type: "run", actor: "lockstep", body, previous: null, hash },
    });
  };
  for (let index = 0; index < length; index++) add();
  async function* walk(filter: Filter): AsyncGenerator<LedgerRecord> {
    const { limit = Number.POSITIVE_INFINITY, before = Number.POSITIVE_INFINITY } = filter ?? {};
    for (const record of records
      .filter(({ seq }) => seq < before)
      .toReversed()
      .slice(0, limit)) {
      read.push(record.seq);
      yield await Promise.resolve(record);
    }
  }
  return {
    add,
    read,
    rewrite() {
      for (const [index, record] of records.entries()) records[index] = { ...record, hash: `b-${record.seq}` };
    },
    ledger: { records: walk },
  };
}

test("the ledger is read once, and then only what is new in it", async () => {
  const { ledger, add, read } = ledgerOf(20);
  const runs = rememberRuns(ledger);
  assert.equal((await runs.list()).length, 20);
  read.length = 0;
  add();
  assert.equal((await runs.list())[0]?.summary.seq, 20);
  assert.deepEqual(read, [20, 19]);
});

test("a ledger that was written anew after a purge is read anew", async () => {
  const { ledger, rewrite } = ledgerOf(5);
  const runs = rememberRuns(ledger);
  await runs.list();
  rewrite();
  assert.deepEqual(
    (await runs.list()).map(({ summary }) => summary.hash),
    ["b-4", "b-3", "b-2", "b-1", "b-0"],
  );
});

test("pages go on from memory into the ledger, and hold each run of an engine once while others are added", async () => {
  const { ledger, add } = ledgerOf(41);
  const runs = rememberRuns(ledger, 10);
  for (const limit of [1, 3, 7, 200]) {
    const seen: number[] = [];
    let before: number | undefined;
    do {
      const { items, next } = await pageOfRuns(runs, ledger, { limit, before, engineIds: ["tie"] });
      seen.push(...items.map(({ seq }) => seq));
      before = next;
      if (seen.length < 4) add();
    } while (before !== undefined);
    const sorted = [...new Set(seen)].sort((a, b) => b - a);
    assert.deepEqual(seen, sorted);
    assert.ok(seen.includes(0) && seen.includes(40));
    assert.ok(seen.every((seq) => seq % 2 === 0));
  }
});
