import assert from "node:assert/strict";
import { test } from "node:test";
import type { Dialect } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { createMask } from "#services/core/mask";
import { takeSnapshot } from "#services/core/take-snapshot";
import { beginTaking, isKnown, keepItem, type TakenItem, type Taking, takeItem } from "#services/jobs/look/take-item";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";
import { branch, leaf, TINY_DIALECT } from "#test/fakes/tiny-dialect";

/** A product whose artefacts are told apart by where they stand, as documents are by their namespace. */
const PLACED_DIALECT: Dialect = {
  ...TINY_DIALECT,
  parse: ({ origin, bytes }) => {
    const root = branch("channel", leaf("text", new TextDecoder().decode(bytes)));
    return { artefacts: [{ kind: "channel", key: origin, name: origin, root }], facts: {} };
  },
};

const RULES = { dialect: PLACED_DIALECT, mask: createMask("k1", new Uint8Array(32)), storeMessageTemplates: false };

/** One night: what was taken, and stored. */
async function night(
  estate: TemporaryEstate,
  take: (taking: Taking) => Promise<readonly TakenItem[]>,
): Promise<readonly string[]> {
  const about = { engineId: "tie", dialect: PLACED_DIALECT.version };
  const writer = await estate.store.beginSnapshot({
    ...about,
    nodeId: "tie-a",
    nodeIds: ["tie-a"],
    maskKeyId: RULES.mask.keyId,
  });
  const taken = await take(beginTaking(writer, RULES));
  const entries = taken.flatMap(({ provenance }) => provenance.entries);
  const snapshot = takeSnapshot({
    ...about,
    nodeId: "tie-a",
    product: "tiny",
    takenAt: "2026-11-23T02:00:00.000Z",
    entries,
    facts: {},
    unread: [],
  });
  await writer.commit(
    snapshot,
    taken.map(({ provenance }) => provenance),
  );
  return snapshot.entries.map(({ key }) => key);
}

function documentAt(origin: string, text = "the same text"): { source: string; origin: string; bytes: Uint8Array } {
  return { source: "document", origin, bytes: Buffer.from(text) };
}

test("a document deleted in one place is missing there, though another place holds the same text", async () => {
  await using estate = await createTemporaryEstate();
  await night(estate, async (taking) => [
    await takeItem({ item: documentAt("LIVE/A.cls") }, taking),
    await takeItem({ item: documentAt("TEST/A.cls") }, taking),
  ]);
  const second = await night(estate, async (taking) => [await takeItem({ item: documentAt("TEST/A.cls") }, taking)]);
  assert.deepEqual(second, ["TEST/A.cls"]);
});

test("what the engine marks as unchanged is taken over without its bytes, night after night", async () => {
  await using estate = await createTemporaryEstate();
  const marked = { source: "document", origin: "LIVE/A.cls", mark: "server hash 1" };
  await night(estate, async (taking) => {
    assert.ok(!isKnown(marked, taking));
    return [await takeItem({ item: documentAt("LIVE/A.cls"), mark: marked.mark }, taking)];
  });
  for (let repetition = 0; repetition < 2; repetition += 1) {
    const keys = await night(estate, async (taking) => {
      assert.ok(isKnown(marked, taking));
      assert.ok(!isKnown({ ...marked, mark: "server hash 2" }, taking));
      assert.ok(!isKnown({ ...marked, origin: "TEST/A.cls" }, taking));
      return [await keepItem(marked, taking)];
    });
    assert.deepEqual(keys, ["LIVE/A.cls"]);
  }
});

test("nothing is kept that was never held", async () => {
  await using estate = await createTemporaryEstate();
  await assert.rejects(
    night(estate, async (taking) => [await keepItem({ source: "document", origin: "LIVE/A.cls", mark: "1" }, taking)]),
    { code: "bug" },
  );
});

test("a mark that went away is not remembered from an earlier night", async () => {
  await using estate = await createTemporaryEstate();
  const marked = { source: "document", origin: "LIVE/A.cls", mark: "1" };
  await night(estate, async (taking) => [await takeItem({ item: documentAt("LIVE/A.cls"), mark: "1" }, taking)]);
  await night(estate, async (taking) => [await takeItem({ item: documentAt("LIVE/A.cls") }, taking)]);
  await night(estate, async (taking) => {
    assert.ok(!isKnown(marked, taking));
    return [await takeItem({ item: documentAt("LIVE/A.cls") }, taking)];
  });
});

test("a document that was cut off is told as not read, and takes no other with it", async () => {
  await using estate = await createTemporaryEstate();
  const cutting: Dialect = {
    ...PLACED_DIALECT,
    parse: (item, scope) => {
      if (item.origin === "b") throw new LockstepError("answer-truncated", "b is cut off.");
      return PLACED_DIALECT.parse(item, scope);
    },
  };
  const about = { engineId: "tie", dialect: cutting.version, nodeId: "tie-a", nodeIds: ["tie-a"] };
  const writer = await estate.store.beginSnapshot({ ...about, maskKeyId: RULES.mask.keyId });
  const taking = beginTaking(writer, { ...RULES, dialect: cutting });
  const a = await takeItem({ item: documentAt("a") }, taking);
  const b = await takeItem({ item: documentAt("b") }, taking);
  await writer.abandon();
  assert.equal(a.provenance.entries.length, 1);
  assert.deepEqual(
    b.unread.map(({ code }) => code),
    ["answer-truncated"],
  );
});
