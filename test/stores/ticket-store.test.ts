import assert from "node:assert/strict";
import { test } from "node:test";
import type { TicketFact } from "#schemas/ticket-fact";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const MALLORY = ["-c", "user.name=M. Allory", "-c", "user.email=m@hospital.test"];
const DESK = { system: "invented", instance: "desk" };

function factAt(minute: number, status: string, number = "RFC-1207"): TicketFact {
  const observedAt = new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString();
  return {
    schema: "lockstep/ticket-fact@1",
    ...DESK,
    number,
    observedAt,
    parts: { ticket: { number, status } },
    unread: [],
  };
}

function storeOf({ context, ledger }: TemporaryEstate) {
  return openTicketStore(context, ledger);
}

async function statuses(estate: TemporaryEstate, commit?: string): Promise<string[]> {
  const facts = await (await storeOf(estate).open(commit)).facts(DESK);
  return facts.map(({ parts, observedAt }) => `${observedAt.slice(14, 16)} ${JSON.stringify(parts["ticket"])}`);
}

test("facts are kept from the first sight on, and of equal ones in a row the first and the last", async () => {
  await using estate = await createTemporaryEstate();
  const store = storeOf(estate);
  for (const fact of [factAt(1, "a"), factAt(2, "a"), factAt(3, "a"), factAt(4, "b")]) {
    await store.append([fact], fact.observedAt);
  }
  const kept = (await statuses(estate)).map((line) => line.slice(0, 2));
  assert.deepEqual(kept, ["01", "03", "04"]);
});

test("what stood at a commit stands there for ever, whatever is added later", async () => {
  await using estate = await createTemporaryEstate();
  const first = await storeOf(estate).append([factAt(1, "a")], "2026-11-20T10:01:00Z");
  assert.ok(first);
  const before = await statuses(estate, first);
  await storeOf(estate).append([factAt(2, "b"), factAt(2, "c", "RFC-1208")], "2026-11-20T10:02:00Z");
  assert.deepEqual(await statuses(estate, first), before);
  assert.equal((await statuses(estate)).length, 3);
});

test("facts that say nothing new make no commit and no record", async () => {
  await using estate = await createTemporaryEstate();
  const first = await storeOf(estate).append([factAt(1, "a")], "2026-11-20T10:01:00Z");
  const again = await storeOf(estate).append([factAt(1, "a")], "2026-11-20T10:09:00Z");
  assert.equal(again, first);
  let records = 0;
  for await (const _ of estate.ledger.records({ type: "ticket-snapshot" })) records += 1;
  assert.equal(records, 1);
});

test("each commit is signed, and the ledger names it", async () => {
  await using estate = await createTemporaryEstate();
  const commit = await storeOf(estate).append([factAt(1, "a")], "2026-11-20T10:01:00Z");
  assert.equal(await estate.git("rev-parse", "tickets"), commit);
  const recorded: unknown[] = [];
  for await (const { body } of estate.ledger.records({ type: "ticket-snapshot" })) recorded.push(body["commit"]);
  assert.deepEqual(recorded, [commit]);
  assert.deepEqual(
    { ...(await estate.ledger.verify()), head: null },
    { sound: true, records: 2, head: null, rollback: "none" },
  );
});

test("many writers at once lose no fact", async () => {
  await using estate = await createTemporaryEstate();
  const numbers = Array.from({ length: 12 }, (_, index) => `RFC-${2000 + index}`);
  await Promise.all(
    numbers.map((number, index) => storeOf(estate).append([factAt(index, "a", number)], "2026-11-20T10:30:00Z")),
  );
  const facts = await (await storeOf(estate).open()).facts(DESK);
  assert.deepEqual([...new Set(facts.map(({ number }) => number))].sort(), numbers);
  assert.equal(await estate.git("for-each-ref", "refs/lockstep"), "");
});

test("tickets can be asked for by number, whatever characters it has", async () => {
  await using estate = await createTemporaryEstate();
  const numbers = ["C 2610 0412", "trust/changes#7", "CON", "ÄNDERUNG-1"];
  await storeOf(estate).append(
    numbers.map((number) => factAt(1, "a", number)),
    "2026-11-20T10:01:00Z",
  );
  const stored = await storeOf(estate).open();
  for (const number of numbers) assert.equal((await stored.facts(DESK, [number])).length, 1, number);
  assert.equal((await stored.facts(DESK, ["c 2610 0412"])).length, 1);
  assert.equal((await stored.facts(DESK, ["C 2610 0413"])).length, 0);
  assert.equal((await stored.facts({ ...DESK, system: "other" })).length, 0);
});

test("a branch whose newest commit is somebody else's is not believed", async () => {
  await using estate = await createTemporaryEstate();
  await storeOf(estate).append([factAt(1, "a")], "2026-11-20T10:01:00Z");
  const tree = await estate.git("rev-parse", "tickets^{tree}");
  const parent = await estate.git("rev-parse", "tickets");
  const forged = await estate.git(...MALLORY, "commit-tree", tree, "-p", parent, "-m", "Saw 1 ticket");
  await estate.git("update-ref", "refs/heads/tickets", forged);
  await assert.rejects(storeOf(estate).open(), { code: "store-unsound" });
});
