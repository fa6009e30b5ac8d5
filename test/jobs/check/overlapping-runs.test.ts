import assert from "node:assert/strict";
import { test } from "node:test";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { EngineRun } from "#schemas/run";
import { findLastRun } from "#services/jobs/check/rederive-run";
import type { Ledger } from "#services/ports/estate-repository";

/** A run that looked at both nodes at one minute past two, and was judged at another. */
function record(seq: number, looked: number | null, judged: number): LedgerRecord {
  const minute = (count: number): string => `2026-11-23T02:${String(count).padStart(2, "0")}:00.000Z`;
  const look = { takenAt: looked === null ? null : minute(looked) };
  const engineRun: Pick<EngineRun, "engineId" | "at"> & { looks: unknown } = {
    engineId: "tie",
    at: minute(judged),
    looks: [look, look],
  };
  const body = { runId: `run-${seq}`, engines: [engineRun] };
  return {
    schema: "lockstep/ledger-record@1",
    seq,
    at: minute(judged),
    type: "run",
    actor: "lockstep",
    body,
    previous: null,
    hash: `${seq}`,
  };
}

async function lastOf(...records: readonly LedgerRecord[]): Promise<string | undefined> {
  const ledger: Pick<Ledger, "records"> = {
    async *records() {
      yield* await Promise.resolve([...records].reverse());
    },
  };
  return (await findLastRun(ledger, "tie"))?.run.runId;
}

test("of two checks that overlapped, the one that looked later counts, whichever was recorded last", async () => {
  assert.equal(await lastOf(record(1, 10, 11), record(2, 9, 12)), "run-1");
  assert.equal(await lastOf(record(1, 9, 11), record(2, 10, 12)), "run-2");
});

test("a check that could not look counts from when it said so", async () => {
  assert.equal(await lastOf(record(1, 10, 11), record(2, null, 12)), "run-2");
});

test("a record from a clock that ran ahead does not hide the checks after it was set", async () => {
  assert.equal(await lastOf(record(1, 50, 51), record(2, 10, 11)), "run-2");
});
