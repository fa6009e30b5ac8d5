import assert from "node:assert/strict";
import { test } from "node:test";
import type { Look } from "#schemas/run";
import type { EngineEvent, Snapshot } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";
import { gatherPassing } from "#services/jobs/check/gather-passing";
import { neverLooked } from "#services/jobs/check/look-at-node";

const NODE = { id: "tie-a", role: "primary", url: "https://tie-a.hospital.test" } as const;
const LAST = "2026-11-22T02:00:00Z";
const NOW = "2026-11-23T02:00:00Z";

function look(takenAt: string, commit: string, about: Partial<Look> = {}): Look {
  return { ...neverLooked(NODE), takenAt, commit, seenAt: takenAt, serverId: "server-1", ...about };
}

function snapshot(takenAt: string, about: Partial<Snapshot> = {}): Snapshot {
  return {
    schema: "lockstep/snapshot@1",
    engineId: "tie",
    nodeId: NODE.id,
    product: "mirth-connect",
    dialect: "mirth-connect/1",
    takenAt,
    digest: "sha256:s",
    coverage: { complete: true, kinds: {}, unread: [] },
    facts: {},
    entries: [{ kind: "channel", key: "c1", name: "PAS ADT In", path: "channels/c1", digest: "sha256:a" }],
    ...about,
  };
}

function save(time: string): EngineEvent {
  const artefact = { kind: "channel", key: "c1" };
  return { id: time, at: `2026-11-22T${time}Z`, act: "Update channel", actor: "anna", artefact, phase: "save" };
}

interface Told {
  readonly last?: Look | null;
  readonly before?: Snapshot | LockstepError;
  readonly from?: string | null;
}

/** What a look tells that read two saves, after another look. */
async function gathered(told: Told = {}) {
  const { last = look(LAST, "1".repeat(40)), before = snapshot(LAST), from = "2026-11-01T00:00:00Z" } = told;
  const node = { node: NODE, look: look(NOW, "2".repeat(40)), snapshot: snapshot(NOW) };
  const found = await gatherPassing(
    [{ judged: node, recorded: { events: [save("10:00:00"), save("11:00:00")], from } }],
    {
      engineId: "tie",
      repository: {
        openSnapshotCommit(commit) {
          if (before instanceof LockstepError) return Promise.reject(before);
          return Promise.resolve({ commit, snapshot: before, load: () => Promise.resolve(new Map()) });
        },
      },
      history: { lookBefore: () => Promise.resolve(last ?? undefined), knownPassing: () => Promise.resolve([]) },
      referencePatterns: [],
      at: NOW,
    },
  );
  return found === undefined
    ? "nothing"
    : [...found.changes.map(({ artefact }) => artefact.name), ...found.untold.map(({ because }) => because)];
}

test("what was saved twice since the look before, and is the same, is found", async () => {
  assert.deepEqual(await gathered(), ["PAS ADT In"]);
});

test("without a look before there is nothing to compare with, and nothing is said", async () => {
  assert.equal(await gathered({ last: null }), "nothing");
});

test("an engine that keeps no record never tells", async () => {
  assert.equal(await gathered({ from: null }), "nothing");
});

test("a record that begins after the look before claims nothing, and says so", async () => {
  assert.deepEqual(await gathered({ from: "2026-11-22T02:00:01Z" }), ["record-too-short"]);
});

test("a snapshot of another reader is not compared, and that is said", async () => {
  assert.deepEqual(await gathered({ before: snapshot(LAST, { dialect: "mirth-connect/0" }) }), ["reader-changed"]);
});

test("a snapshot that cannot be opened breaks no check off, and that is said", async () => {
  const lost = new LockstepError("store-unsound", "The commit is not there.");
  assert.deepEqual(await gathered({ before: lost }), ["snapshot-lost"]);
});

test("the look before was at another server: its content says nothing of this one", async () => {
  assert.equal(await gathered({ last: look(LAST, "1".repeat(40), { serverId: "server-0" }) }), "nothing");
});
