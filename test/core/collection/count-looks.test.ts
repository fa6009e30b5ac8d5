import assert from "node:assert/strict";
import { test } from "node:test";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { Look } from "#schemas/run";
import { countLooks } from "#services/core/collection/count-looks";
import { findCountFault } from "#services/core/collection/find-count-fault";

type Told = Pick<Look, "nodeId" | "takenAt" | "problems">;

const seen = (nodeId: string): Told => ({ nodeId, takenAt: "2026-11-23T02:00:00Z", problems: [] });
const skipped = (nodeId: string): Told => ({ nodeId, takenAt: null, problems: [] });
const failed = (nodeId: string): Told => ({
  nodeId,
  takenAt: null,
  problems: [{ code: "node-unreachable", message: "" }],
});

test("a check that tells of each node once adds up, and one that leaves a node out, or tells of one twice or of a stranger, is refused", () => {
  assert.deepEqual(countLooks(["a", "b", "c", "d"], [seen("d"), seen("b"), skipped("a"), failed("c")]), {
    ...{ expected: 4, seen: 2, skipped: 1, failed: 1 },
  });
  for (const looks of [["a"], ["a", "a"], ["a", "c"], ["a", "b", "b"], []])
    assert.throws(() => countLooks(["a", "b"], looks.map(seen)), { code: "looks-unaccounted" });
});

test("a run on record adds up by its sums and by its looks; one from before sums were recorded cannot be told", () => {
  const looks = [seen("a"), failed("b")];
  const counted = countLooks(["a", "b"], looks);
  const fault = (engine: Readonly<Record<string, unknown>>, type: LedgerRecord["type"] = "run") =>
    findCountFault({
      type,
      body: {
        engines: [
          { engineId: "labs", counted, looks },
          { engineId: "tie", ...engine },
        ],
      },
    });
  const broken = { code: "bug", message: "" };
  for (const sound of [
    { counted, looks },
    { looks },
    { counted: { expected: 2, seen: 0, skipped: 0, failed: 2 }, looks: [], failure: broken },
  ])
    assert.equal(fault(sound), undefined, JSON.stringify(sound));
  for (const [wrong, words] of [
    [{ counted: { ...counted, expected: 3 }, looks }, /for tie: 1 seen, 0 skipped and 1 failed are not the 3 expected/],
    [{ counted: { expected: 2, seen: 2, skipped: 0, failed: 0 }, looks }, /says 2 seen.*looks tell of 1, 0 and 1/],
    [{ counted, looks: [seen("a")] }, /looks tell of 1, 0 and 0/],
    [{ counted, looks: [], failure: broken }, /it broke off, and tells of 1 seen/],
    [{ counted: { ...counted, seen: -1, expected: 0 }, looks }, /its sums are no counts/],
    [{ counted: null, looks }, /its sums are no counts/],
    [{ counted, looks: "none" }, /looks tell of 0, 0 and 0/],
  ] as const) {
    assert.match(fault(wrong) ?? "", words);
    assert.match(fault(wrong) ?? "", /^does not add up for tie: /);
    assert.equal(fault(wrong, "exercise"), undefined, "of other records nothing is asked");
  }
  assert.equal(findCountFault({ type: "run", body: {} }), undefined);
  assert.equal(findCountFault({ type: "run", body: { engines: [null, 3, []] } }), undefined);
});
