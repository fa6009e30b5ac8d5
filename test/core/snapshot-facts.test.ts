import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Notice } from "#schemas/artefact";
import { planComparison } from "#services/core/compare";
import { noticeDrifts } from "#services/core/comparison/notice-findings";
import { takeSnapshot } from "#services/core/take-snapshot";
import { judgeOne } from "#test/fakes/judged";
import { anEntry, aSnapshot, aStandbySnapshot } from "#test/fakes/readiness-story";

const PARTS = {
  engineId: "tie",
  nodeId: "tie-a",
  product: "tiny",
  dialect: "tiny/1",
  takenAt: "2026-11-23T02:00:00.000Z",
  entries: ["1", "2", "3"].map((key) => anEntry(key)),
  facts: {},
  unread: [],
};

describe("a snapshot", () => {
  test("has one digest in whatever order its artefacts were read, and whenever", () => {
    const { digest } = takeSnapshot(PARTS);
    fc.assert(
      fc.property(fc.shuffledSubarray([...PARTS.entries], { minLength: 3 }), (entries) => {
        assert.equal(takeSnapshot({ ...PARTS, entries, takenAt: "2030-01-01T00:00:00.000Z" }).digest, digest);
      }),
    );
  });

  test("has another digest with other content, one artefact less, or another reader", () => {
    const [first, ...others] = PARTS.entries;
    assert.ok(first);
    const digests = [
      takeSnapshot(PARTS),
      takeSnapshot({ ...PARTS, entries: others }),
      takeSnapshot({ ...PARTS, entries: [{ ...first, digest: "sha256:other" }, ...others] }),
      takeSnapshot({ ...PARTS, dialect: "tiny/2" }),
    ].map(({ digest }) => digest);
    assert.equal(new Set(digests).size, digests.length);
  });

  test("is complete only where the engine counts what was read, no less and no more", () => {
    const completeAt = (channel: number) =>
      takeSnapshot({ ...PARTS, facts: { counts: { channel } } }).coverage.complete;
    assert.deepEqual([2, 3, 4].map(completeAt), [false, true, false]);
    assert.equal(takeSnapshot({ ...PARTS, facts: { counts: { alert: 1 } } }).coverage.complete, false);
  });

  test("is not complete where two artefacts claim one identity or one folder", () => {
    const twice = [...PARTS.entries, anEntry("1", { digest: "sha256:other" })];
    assert.equal(takeSnapshot({ ...PARTS, entries: twice }).coverage.unread[0]?.code, "answer-unexpected");
    const sameFolder = [...PARTS.entries, anEntry("9", { path: "channels/feed~1" })];
    assert.equal(takeSnapshot({ ...PARTS, entries: sameFolder }).coverage.complete, false);
  });
});

describe("a plan of what to open", () => {
  const sides = (baseline: readonly string[], production: readonly string[], standby: readonly string[]) => {
    const entries = (keys: readonly string[]) => keys.map((key) => anEntry(key));
    return { baseline: entries(baseline), production: entries(production), standby: entries(standby) };
  };

  test("leaves alone what has one digest on all sides, and names each other artefact once", () => {
    const keys = fc.subarray(["1", "2", "3", "4"]);
    fc.assert(
      fc.property(keys, keys, keys, (baseline, production, standby) => {
        const planned = planComparison("tie", sides(baseline, production, standby), []);
        const expected = ["1", "2", "3", "4"].filter((key) => {
          const there = [baseline, production, standby].filter((side) => side.includes(key)).length;
          return there > 0 && there < 3;
        });
        assert.deepEqual(
          planned.map(({ artefact }) => artefact.key),
          expected,
        );
      }),
    );
  });

  test("opens an artefact that an expected difference speaks of, although its digests are equal", () => {
    const rule = {
      id: "r",
      artefact: { name: "Feed 1" },
      segments: ["host"],
      production: "a",
      standby: "b",
      reason: "",
      expires: null,
    };
    const planned = planComparison("tie", sides(["1", "2"], ["1", "2"], ["1", "2"]), [rule]);
    assert.deepEqual(
      planned.map(({ artefact }) => artefact.key),
      ["1"],
    );
  });
});

describe("what normalising noticed", () => {
  const notice: Notice = { code: "patient-data-masked", path: "/script", message: "1 place (NHS number) was masked" };
  const noticed = [anEntry("1", { notices: [notice] }), anEntry("2")];

  test("is a finding that never blocks, on the node where it was seen", () => {
    const [drift, ...others] = noticeDrifts(aSnapshot({ entries: noticed }), aStandbySnapshot());
    assert.ok(drift);
    assert.equal(others.length, 0);
    assert.deepEqual(
      drift.changes.map(({ path, label, production, standby }) => [path, label, production, standby]),
      [["/script", notice.message, "seen", null]],
    );
    assert.equal(judgeOne(drift).blocksReadiness, false);
  });

  test("on both nodes is one finding", () => {
    const drifts = noticeDrifts(aSnapshot({ entries: noticed }), aStandbySnapshot({ entries: noticed }));
    assert.deepEqual(
      drifts.flatMap(({ changes }) => changes.map(({ production, standby }) => [production, standby])),
      [["seen", "seen"]],
    );
  });

  test("is nothing where nothing was noticed, or nothing read", () => {
    assert.deepEqual(noticeDrifts(aSnapshot(), undefined), []);
    assert.deepEqual(noticeDrifts(undefined, undefined), []);
  });
});
