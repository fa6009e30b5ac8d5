import assert from "node:assert/strict";
import { test } from "node:test";
import { gateReason } from "#services/core/gate/gate-reason";
import { createVerdictShelf, type Instant } from "#services/jobs/ready/verdict-shelf";
import { aToldVerdict, TOLD_AT } from "#test/core/gate/a-told-verdict";

const LIMITS = { boundMs: 5_000, renewMs: 60_000 };

function at(ticks: number): Instant {
  return { ticks, at: new Date(Date.parse(TOLD_AT) + ticks) };
}

/** A shelf with one verdict of ready, told and held at 0. */
function aShelf(): ReturnType<typeof createVerdictShelf> {
  const shelf = createVerdictShelf(LIMITS);
  shelf.know(["tie"]);
  shelf.next(at(0))?.put(aToldVerdict());
  return shelf;
}

function doubtsAt(shelf: ReturnType<typeof createVerdictShelf>, ticks: number): readonly string[] | undefined {
  return shelf.take("tie", at(ticks))?.doubts.map(({ code }) => code);
}

test("a verdict stands for as long as the store is seen unmoved, and five seconds longer", () => {
  const shelf = aShelf();
  assert.deepEqual(doubtsAt(shelf, 5_000), []);
  assert.deepEqual(doubtsAt(shelf, 5_001), ["book-stale"]);
  shelf.hold(4_000);
  assert.deepEqual(doubtsAt(shelf, 9_000), []);
  assert.deepEqual(doubtsAt(shelf, 9_001), ["book-stale"]);
});

test("once the store moved, no later look makes the old verdict stand longer", () => {
  const shelf = aShelf();
  shelf.hold(1_000);
  shelf.move(new Set(["tie"]));
  shelf.hold(2_000);
  assert.deepEqual(doubtsAt(shelf, 6_000), []);
  assert.deepEqual(doubtsAt(shelf, 6_001), ["book-stale"]);
});

test("a move of another engine's record leaves a verdict alone", () => {
  const shelf = aShelf();
  shelf.move(new Set(["rie"]));
  assert.equal(shelf.next(at(1_000)), undefined);
  shelf.move("all");
  assert.equal(shelf.next(at(1_000))?.engineId, "tie");
});

test("a move that comes while a verdict is being told is not lost", () => {
  const shelf = aShelf();
  shelf.move("all");
  const telling = shelf.next(at(1_000));
  shelf.move("all");
  telling?.put(aToldVerdict());
  shelf.hold(3_000);
  assert.deepEqual([doubtsAt(shelf, 6_000), doubtsAt(shelf, 6_001)], [[], ["book-stale"]]);
  assert.equal(shelf.next(at(3_000))?.engineId, "tie");
});

test("what was never told is unknown, and comes first where somebody asked for it", () => {
  const shelf = createVerdictShelf(LIMITS);
  assert.equal(shelf.take("tie", at(0))?.told.verdict, "unknown");
  shelf.know(["rie", "tie"]);
  assert.equal(shelf.take("tie", at(0))?.told.verdict, "unknown");
  assert.equal(shelf.next(at(0))?.engineId, "tie");
  assert.equal(shelf.take("iris", at(0)), undefined);
});

test("an engine that left the estate has no answer; where the estate cannot be read, nobody leaves", () => {
  const shelf = aShelf();
  shelf.know({ unread: gateReason("estate-invalid", "It does not read.") });
  assert.deepEqual(doubtsAt(shelf, 0), []);
  assert.equal(shelf.take("tie", at(0))?.told.verdict, "ready");
  shelf.know(["rie"]);
  assert.equal(shelf.take("tie", at(0)), undefined);
});

test("while nothing of an estate was ever in force, each engine is unknown for the very reason of that, and none is not there", () => {
  const shelf = createVerdictShelf(LIMITS);
  shelf.know({ unread: gateReason("estate-not-confined", "It names what is not its own.") });
  const { told } = shelf.take("tie", at(0)) ?? {};
  assert.deepEqual([told?.verdict, told?.reasons.map(({ code }) => code)], ["unknown", ["estate-not-confined"]]);
  shelf.know(["tie"]);
  assert.deepEqual(
    shelf.take("tie", at(0))?.told.reasons.map(({ code }) => code),
    ["book-stale"],
  );
  assert.equal(shelf.take("iris", at(0)), undefined);
});

test("what time ended is told again, and so is what has grown old", () => {
  const shelf = createVerdictShelf(LIMITS);
  shelf.know(["tie"]);
  const goodUntil = new Date(Date.parse(TOLD_AT) + 2_000).toISOString();
  shelf.next(at(0))?.put(aToldVerdict({ goodUntil }));
  assert.equal(shelf.next(at(1_999)), undefined);
  shelf.next(at(2_000))?.put(aToldVerdict());
  assert.equal(shelf.next(at(60_000)), undefined);
  assert.equal(shelf.next(at(62_001))?.engineId, "tie");
});
