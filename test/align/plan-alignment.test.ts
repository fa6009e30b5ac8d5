import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AlignmentPlanned } from "#schemas/align-plan";
import type { ArtefactEntry, Snapshot } from "#schemas/snapshot";
import { isProved } from "#services/core/align/is-proved";
import { planAlignment } from "#services/core/align/plan-alignment";

function entry(key: string, digest: string): ArtefactEntry {
  return { kind: "channel", key, name: key, path: `channels/${key}`, digest: `sha256:${digest}` };
}

function node(nodeId: string, ...entries: readonly ArtefactEntry[]) {
  return { nodeId, entries, expectedDigest: ({ digest }: ArtefactEntry) => digest };
}

const expected = [entry("a", "1"), entry("b", "1")].map((each) => ({ entry: each, digest: each.digest }));

describe("what an alignment brings", () => {
  it("comes from the first node that holds it as approved, and from none that does not", () => {
    const target = [entry("a", "9"), entry("b", "9")];
    const production = node("tie-a", entry("a", "1"), entry("b", "7"));
    const items = planAlignment(expected, target, [production, node("tie-c", entry("a", "1"))]);
    assert.deepEqual(
      items.map((item) => item.act !== "remove" && [item.act, item.approved.entry.key, item.from]),
      [
        ["replace", "a", "tie-a"],
        ["replace", "b", undefined],
      ],
    );
  });

  it("is nothing where the node is as it must be", () => {
    assert.deepEqual(planAlignment(expected, [entry("a", "1"), entry("b", "1")], []), []);
  });
});

const planned: AlignmentPlanned = {
  ...{ engineId: "tie", nodeId: "tie-b", at: "2026-11-23T12:00:00.000Z", dialect: "mirth-connect/2" },
  ...{ digest: "d", baseline: "b", target: "t", expectedDigest: "e", complete: true, deletionsAllowed: true, left: 0 },
  brings: [
    { kind: "channel", key: "a", expected: "sha256:1" },
    { kind: "channel", key: "gone", expected: null },
  ],
};

function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    ...{ schema: "lockstep/snapshot@1", engineId: "tie", nodeId: "tie-b", product: "mirth-connect", digest: "e" },
    ...{ dialect: "mirth-connect/2", takenAt: "2026-11-23T13:00:00.000Z", facts: {} },
    coverage: { complete: true, kinds: {}, unread: [] },
    entries: [entry("a", "1"), entry("other", "5")],
    ...change,
  };
}

describe("the proof of an alignment", () => {
  it("is a later look at the same node, read in full, that sees what was expected", () => {
    assert.equal(isProved(planned, snapshot()), true);
  });

  it("is not an earlier look, another node, another reader, or one that did not see everything", () => {
    const coverage = { complete: false, kinds: {}, unread: [] };
    for (const change of [
      { takenAt: planned.at },
      { nodeId: "tie-a" },
      { engineId: "other" },
      { dialect: "mirth-connect/3" },
      { coverage },
    ]) {
      assert.equal(isProved(planned, snapshot(change)), false, JSON.stringify(change));
    }
  });

  it("is not there while one thing is missing or still there, and a plan that brings nothing proves nothing", () => {
    assert.equal(isProved(planned, snapshot({ entries: [] })), false);
    assert.equal(isProved(planned, snapshot({ entries: [entry("a", "1"), entry("gone", "1")] })), false);
    assert.equal(isProved({ ...planned, brings: [] }, snapshot()), false);
  });
});
