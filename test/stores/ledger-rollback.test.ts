import assert from "node:assert/strict";
import { readdir, rm } from "node:fs/promises";
import { test } from "node:test";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { LockstepError } from "#services/core/errors";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openLedgerMark } from "#services/stores/ledger/open-ledger-mark";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const AT = "2026-11-23T02:00:00Z";

async function estateWithRuns(count: number): Promise<TemporaryEstate> {
  const estate = await createTemporaryEstate();
  for (let run = 1; run <= count; run++) await appendRun(estate, run);
  return estate;
}

function appendRun({ ledger }: Pick<TemporaryEstate, "ledger">, run: number): Promise<LedgerRecord> {
  return ledger.append({ type: "run", actor: "lockstep", at: AT, body: { run } });
}

async function setBack({ git }: TemporaryEstate, records: number): Promise<string> {
  const head = await git("rev-parse", "ledger");
  await git("update-ref", "refs/heads/ledger", `ledger~${records}`);
  return head;
}

async function problemOf({ ledger }: TemporaryEstate): Promise<string> {
  const verdict = await ledger.verify();
  return verdict.sound ? "sound" : verdict.problem;
}

function folderOf({ context }: TemporaryEstate): string {
  return context.ledgerMarkFolder ?? "";
}

function marks(estate: TemporaryEstate): ReturnType<typeof openLedgerMark> {
  return openLedgerMark(folderOf(estate));
}

const isRolledBack = (error: LockstepError): boolean => error.code === "ledger-rolled-back";

test("a ledger set back to its own older, validly signed commit is not trusted, and takes no record", async () => {
  await using estate = await estateWithRuns(3);
  const head = await setBack(estate, 1);
  assert.deepEqual(await estate.ledger.findHeadFault(), {
    code: "ledger-rolled-back",
    problem: "it ends at record 2, although record 3 was seen in it: it was set back",
  });
  assert.match(await problemOf(estate), /it ends at record 2, although record 3 was seen in it/);
  await assert.rejects(appendRun(estate, 4), isRolledBack);
  await estate.git("update-ref", "refs/heads/ledger", head);
  assert.equal(await estate.ledger.findHeadFault(), undefined, "the newer ledger brought back is the right one");
  assert.equal((await appendRun(estate, 4)).seq, 4);
  assert.equal(await problemOf(estate), "sound");
});

test("a ledger set back and written on elsewhere is not trusted, however long it has become", async () => {
  await using estate = await estateWithRuns(3);
  await setBack(estate, 2);
  const { ledgerMarkFolder: _unmarked, ...elsewhere } = estate.context;
  const other = openLedger(elsewhere);
  for (const run of [5, 6, 7]) await appendRun({ ledger: other }, run);
  assert.equal((await other.verify()).sound, true);
  assert.equal((await estate.ledger.findHeadFault())?.code, "ledger-rolled-back");
  assert.match(await problemOf(estate), /its record 3 is not the one that was seen in it/);
  await assert.rejects(appendRun(estate, 8), isRolledBack);
});

test("a kill between a record and its mark raises no alarm, and the mark catches up at the next look", async () => {
  await using estate = await estateWithRuns(2);
  const behind = await marks(estate).read();
  const last = await appendRun(estate, 3);
  assert.ok(behind);
  await marks(estate).replace(behind);
  assert.equal(await problemOf(estate), "sound");
  assert.equal(await estate.ledger.findHeadFault(), undefined);
  assert.deepEqual(await marks(estate).read(), { seq: last.seq, hash: last.hash });
});

test("a machine that has seen nothing of the ledger says that it did not check, and begins with its first record", async () => {
  await using estate = await estateWithRuns(2);
  await rm(folderOf(estate), { recursive: true });
  await setBack(estate, 1);
  assert.equal(await estate.ledger.hasMark(), false);
  const verdict = await estate.ledger.verify();
  assert.ok(verdict.sound);
  assert.equal(verdict.rollback, "not-checked");
  assert.equal(await estate.ledger.findHeadFault(), undefined);
  assert.equal(await estate.ledger.hasMark(), false, "a reader marks nothing");
  await appendRun(estate, 3);
  assert.equal(await estate.ledger.hasMark(), true);
});

test("a mark is never lowered, also by two processes that raise it at once", async () => {
  await using estate = await estateWithRuns(1);
  const mark = marks(estate);
  const other = openLedgerMark(folderOf(estate));
  const record = (seq: number): { seq: number; hash: string } => ({
    seq,
    hash: `sha256:${String(seq).padStart(64, "0")}`,
  });
  const raised = Array.from({ length: 40 }, (_, index) => record(5 + ((index * 7) % 40)));
  const seen: number[] = [];
  const watch = (async (): Promise<void> => {
    for (let look = 0; look < 200; look++) seen.push((await mark.read())?.seq ?? -1);
  })();
  await Promise.all(raised.map((each, index) => (index % 2 === 0 ? mark : other).raise(each)));
  await watch;
  assert.deepEqual(
    seen,
    seen.toSorted((a, b) => a - b),
  );
  assert.deepEqual(await mark.read(), record(44));
  await mark.raise(record(50));
  assert.equal((await readdir(folderOf(estate))).length, 1, "what was passed is cleared away");
});

test("a wanted restore is accepted by a record that names who and why, and the ledger counts from there", async () => {
  await using estate = await estateWithRuns(4);
  await setBack(estate, 2);
  const body = { reason: "disk of the store replaced" };
  const record = await estate.ledger.acceptRestore({ actor: "Ada Example", at: AT, body });
  assert.deepEqual([record.seq, record.type, record.actor], [3, "restore-accepted", "Ada Example"]);
  assert.deepEqual(record.body, body);
  assert.equal(await estate.ledger.findHeadFault(), undefined);
  assert.equal((await appendRun(estate, 5)).seq, 4);
  assert.equal(await problemOf(estate), "sound");
  await setBack(estate, 2);
  assert.match(await problemOf(estate), /it ends at record 2/);
});

test("a ledger whose branch shows a commit of another kind is broken, although Lockstep signed it", async () => {
  await using estate = await estateWithRuns(1);
  await estate.git("update-ref", "refs/heads/ledger", "main");
  const fault = await estate.ledger.findHeadFault();
  assert.equal(fault?.code, "ledger-broken");
  assert.match(fault?.problem ?? "", /does not say which record it sealed/);
});
