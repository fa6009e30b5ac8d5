import assert from "node:assert/strict";
import { test } from "node:test";
import type { LedgerRecord } from "#schemas/ledger-record";
import { digestOf } from "#services/core/text/digest";
import { notePolicyChange } from "#services/jobs/check/note-policy-change";
import { anchorLedger } from "#services/jobs/record/anchor-ledger";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

async function recordsOf({ ledger }: TemporaryEstate, type: LedgerRecord["type"]): Promise<readonly LedgerRecord[]> {
  const found: LedgerRecord[] = [];
  for await (const record of ledger.records({ type })) found.unshift(record);
  return found;
}

function change({ store }: TemporaryEstate, text: string, message: string): Promise<string> {
  const edit = () => ({ path: "policy/interfaces.yaml", text, message });
  return store.changeGoverned({ at: "2026-11-23T02:00:00.000Z", edit });
}

async function look(estate: TemporaryEstate, ledger = estate.ledger): Promise<void> {
  const { store: repository, context } = estate;
  await notePolicyChange(await repository.governed(), { repository, ledger, now: context.now });
}

test("a change of what is in force is on record with its files, authors and tickets, once, by the first who sees it", async () => {
  await using estate = await createTemporaryEstate();
  const [made] = await recordsOf(estate, "estate-created");
  await look(estate);
  assert.deepEqual(await recordsOf(estate, "policy-changed"), [], "nothing changed since it was made");
  await change(estate, "interfaces: [] # 1\n", "Names the theatres\n\nTicket: CHG0030001\n");
  const to = await change(estate, "interfaces: [] # 2\n", "And again, for CHG0030002\n");
  await Promise.all([look(estate), look(estate, openLedger(estate.context)), look(estate)]);
  const [record, ...others] = await recordsOf(estate, "policy-changed");
  assert.deepEqual(others, []);
  assert.ok(record);
  const { commits, ...body } = record.body;
  assert.deepEqual(body, {
    from: made?.body["commit"],
    to,
    files: [
      {
        path: "policy/interfaces.yaml",
        before: digestOf("interfaces: []\n"),
        after: digestOf("interfaces: [] # 2\n"),
      },
    ],
    author: "Lockstep",
    ticket: "CHG0030001, CHG0030002",
  });
  assert.equal((commits as readonly unknown[]).length, 2);
});

test("changes are told in order, each from where the one before ended", async () => {
  await using estate = await createTemporaryEstate();
  for (const round of [1, 2, 3]) {
    await change(estate, `interfaces: [] # ${round}\n`, `Round ${round}\n`);
    await Promise.all([look(estate), look(estate, openLedger(estate.context))]);
  }
  const told = await recordsOf(estate, "policy-changed");
  assert.equal(told.length, 3);
  assert.deepEqual(
    told.slice(1).map(({ body }) => body["from"]),
    told.slice(0, -1).map(({ body }) => body["to"]),
  );
  assert.equal((await estate.ledger.verify()).sound, true);
});

test("the end of each month is anchored once, also by two at once, and the chain is held against it", async () => {
  let now = new Date("2026-10-30T02:00:00Z");
  await using estate = await createTemporaryEstate(() => now);
  const { ledger, context } = estate;
  assert.equal(await anchorLedger({ ledger, now: context.now }), undefined, "the first month is not over");
  const last = await ledger.append({ type: "run", actor: "lockstep", at: now.toISOString(), body: {} });
  now = new Date("2026-11-02T02:00:00Z");
  const others = [ledger, openLedger(context), openLedger(context)];
  const anchors = await Promise.all(others.map((each) => anchorLedger({ ledger: each, now: context.now })));
  const anchor = { month: "2026-10", seq: last.seq, hash: last.hash };
  assert.deepEqual(anchors, [anchor, anchor, anchor]);
  assert.deepEqual(
    (await recordsOf(estate, "anchor")).map(({ body }) => body),
    [anchor],
  );
  assert.equal((await ledger.verify()).sound, true);
  await ledger.append({ type: "anchor", actor: "lockstep", at: now.toISOString(), body: { ...anchor, seq: 0 } });
  const verdict = await ledger.verify();
  assert.ok(!verdict.sound);
  assert.match(verdict.problem, /the anchor of 2026-10, names record 0 .* and it was record 1 /);
});

test("a run whose sums are off is named by its record, though it was sealed as it stands", async () => {
  await using estate = await createTemporaryEstate();
  const { ledger } = estate;
  const looks = [{ nodeId: "tie-a", takenAt: "2026-11-23T02:00:00.000Z", problems: [] }];
  const record = (counted: object) =>
    ledger.append({
      ...{ type: "run", actor: "lockstep", at: "2026-11-23T02:00:00.000Z" },
      body: { engines: [{ engineId: "tie", looks, counted }] },
    });
  await record({ expected: 1, seen: 1, skipped: 0, failed: 0 });
  assert.equal((await ledger.verify()).sound, true);
  const { seq } = await record({ expected: 1, seen: 0, skipped: 1, failed: 0 });
  const verdict = await ledger.verify();
  assert.ok(!verdict.sound);
  assert.match(verdict.problem, new RegExp(`record ${seq}, a run, does not add up for tie: it says 0 seen, 1 skipped`));
});
