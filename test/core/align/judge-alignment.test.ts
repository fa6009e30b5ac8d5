import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AlignmentPlanned } from "#schemas/align-plan";
import type { Snapshot } from "#schemas/snapshot";
import { judgeAlignment, type RunFound } from "#services/core/align/judge-alignment";

const PLANNED: AlignmentPlanned = {
  ...{ engineId: "tie", nodeId: "tie-b", at: "2026-11-23T02:00:00.000Z", dialect: "mirth-connect@9" },
  ...{ digest: "sha256:plan", baseline: "sha256:baseline", target: "sha256:before", expectedDigest: "sha256:after" },
  ...{ complete: true, deletionsAllowed: true, left: 0 },
  brings: [
    { kind: "channel", key: "c1", expected: "sha256:new" },
    { kind: "channel", key: "c2", expected: null },
  ],
};

const entry = (key: string, digest: string): Snapshot["entries"][number] => ({
  ...{ kind: "channel", key, name: key, path: `channels/${key}`, digest, volatile: {}, references: [], notices: [] },
});

const AS_PLANNED: Snapshot = {
  ...{ schema: "lockstep/snapshot@1", engineId: "tie", nodeId: "tie-b", product: "mirth-connect" },
  ...{ dialect: "mirth-connect@9", takenAt: "2026-11-23T02:30:00.000Z", digest: "sha256:after", facts: {} },
  coverage: { complete: true, kinds: {}, unread: [] },
  entries: [entry("c1", "sha256:new")],
};

const FOUND: RunFound = {
  at: "2026-11-23T02:30:00.000Z",
  snapshot: AS_PLANNED,
  baseline: "sha256:baseline",
  dialect: "mirth-connect@9",
};

const DIFFERENT: Snapshot = { ...AS_PLANNED, entries: [entry("c1", "sha256:old"), entry("c2", "sha256:x")] };

describe("what a check says of a planned alignment", () => {
  it("is proved once the node is in every artefact as the plan expected", () => {
    assert.equal(judgeAlignment(PLANNED, FOUND)?.state, "proved");
  });

  it("is proved also where the approved baseline went on since: it was carried out", () => {
    assert.equal(judgeAlignment(PLANNED, { ...FOUND, baseline: "sha256:later" })?.state, "proved");
  });

  it("says what a plan left out, so that proved is not taken for in lockstep", () => {
    const message = judgeAlignment({ ...PLANNED, left: 2 }, FOUND)?.message;
    assert.match(message ?? "", /2 artefacts that it left out are not part of that/);
  });

  it("is open while the node is as it was, and tells what is done of it", () => {
    assert.match(
      judgeAlignment(PLANNED, { ...FOUND, snapshot: DIFFERENT })?.message ?? "",
      /^Not carried out yet: 0 of 2/,
    );
    const half = { ...AS_PLANNED, entries: [entry("c1", "sha256:new"), entry("c2", "sha256:x")] };
    const standing = judgeAlignment(PLANNED, { ...FOUND, snapshot: half });
    assert.equal(standing?.state, "open");
    assert.match(standing?.message ?? "", /^Carried out in part: 1 of 2/);
  });

  it("is stale, with what to do instead, once another baseline is approved or none is proven", () => {
    for (const baseline of ["sha256:later", undefined]) {
      const standing = judgeAlignment(PLANNED, { ...FOUND, snapshot: DIFFERENT, baseline });
      assert.equal(standing?.state, "stale");
      assert.match(standing?.message ?? "", /lockstep align tie --node tie-b/);
    }
  });

  it("is not told for ever once it is stale", () => {
    const later = { ...FOUND, snapshot: DIFFERENT, baseline: "sha256:later", at: "2026-12-01T02:00:00.000Z" };
    assert.equal(judgeAlignment(PLANNED, later), undefined);
  });

  it("is unknown, not open, where the node was not read in full", () => {
    assert.equal(judgeAlignment(PLANNED, { ...FOUND, snapshot: undefined })?.state, "unknown");
    const gap = { source: "alerts", code: "rights-narrowed", message: "no rights" };
    const narrowed = { ...AS_PLANNED, coverage: { complete: false, kinds: {}, unread: [gap] } };
    assert.equal(judgeAlignment(PLANNED, { ...FOUND, snapshot: narrowed })?.state, "unknown");
  });

  it("is not proved by what was read before it was planned", () => {
    const before = { ...AS_PLANNED, takenAt: "2026-11-23T01:59:00.000Z" };
    assert.notEqual(judgeAlignment(PLANNED, { ...FOUND, snapshot: before })?.state, "proved");
  });
});
