import assert from "node:assert/strict";
import test from "node:test";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { ChangeFactsRecord, EngineRun, Look, Run } from "#schemas/run";
import { collectTrails } from "#services/core/evidence/trail/collect-trails";
import { trailOfDifference } from "#services/core/evidence/trail/trail-of-difference";

/** One night: which findings stood, and whether the standby could be read. */
interface Night {
  readonly found: readonly string[];
  readonly unread?: true;
}

const STAMP = (night: number): string => `2026-07-${String(night + 1).padStart(2, "0")}T02:00:00.000Z`;

function lookAt(nodeId: string, night: number, unread: boolean): Look {
  const takenAt = unread ? null : STAMP(night);
  return {
    ...{ nodeId, role: "standby", takenAt, commit: unread ? null : `commit-${night}`, seenAt: takenAt, digest: null },
    ...{ changed: false, coverage: null, problems: [] },
  };
}

function factsOf(night: number): ChangeFactsRecord {
  return {
    ...{
      engineId: "tie",
      nodeId: "tie-b",
      role: "standby",
      interval: [STAMP(night - 1), STAMP(night)],
      tookEffect: null,
    },
    ...{ actors: ["j.okafor"], digest: "sha256:d1", references: [] },
  };
}

function recordOf({ found, unread }: Night, night: number): LedgerRecord {
  const engineRun: EngineRun = {
    ...{ engineId: "tie", at: STAMP(night), looks: [lookAt("tie-b", night, unread === true)] },
    baseline: { commit: "b", record: null },
    changes: { "tie-b": Object.fromEntries(found.map((id) => [id, [factsOf(night)]])) },
    ...{ verdict: "not-ready", findings: found.length, waiting: 0, expiresAt: STAMP(night + 1), reportDigest: "" },
  };
  const run: Run = {
    ...{
      runId: `run-${night}`,
      at: STAMP(night),
      policyCommit: "p",
      tickets: null,
      problems: [],
      engines: [engineRun],
    },
  };
  const chain = { previous: null, hash: `hash-${night}` };
  return {
    schema: "lockstep/ledger-record@1",
    seq: night,
    at: STAMP(night),
    type: "run",
    actor: "lockstep",
    body: run,
    ...chain,
  };
}

function collect(nights: readonly Night[], wanted: (id: string) => boolean = () => true) {
  const collector = collectTrails(({ changeId }) => wanted(changeId));
  for (const record of nights.map(recordOf).toReversed()) collector.take(record);
  return collector.finish();
}

const lives = (nights: readonly Night[]) =>
  collect(nights).differences.map(({ changeId, before, first, last, runs, gone }) => {
    return [changeId, before?.seq ?? null, first.seq, last.seq, runs, gone?.seq ?? null];
  });

test("a change is followed from the last run that did not find it to the first that did not any more", () => {
  const nights = [{ found: [] }, { found: ["a"] }, { found: ["a", "b"] }, { found: ["b"] }];
  assert.deepEqual(lives(nights), [
    ["a", 0, 1, 2, 2, 3],
    ["b", 1, 2, 3, 2, null],
  ]);
});

test("what came back later is another change", () => {
  assert.deepEqual(lives([{ found: ["a"] }, { found: [] }, { found: ["a"] }]), [
    ["a", null, 0, 0, 1, 1],
    ["a", 1, 2, 2, 1, null],
  ]);
});

test("a run that could not look says of no change that it has gone", () => {
  assert.deepEqual(lives([{ found: ["a"] }, { found: [], unread: true }, { found: ["a"] }, { found: [] }]), [
    ["a", null, 0, 2, 2, 3],
  ]);
});

test("only what was asked for is collected", () => {
  const { differences } = collect([{ found: ["a", "b"] }], (id) => id === "b");
  assert.deepEqual(
    differences.map(({ changeId }) => changeId),
    ["b"],
  );
});

test("a change whose run can no longer be derived again is told by its record alone, and says so", () => {
  const [seen] = collect([{ found: [] }, { found: ["a"] }, { found: [] }]).differences;
  assert.ok(seen);
  const derived = { first: undefined, last: undefined, notes: ["What record 1 says cannot be derived again."] };
  const trail = trailOfDifference(seen, [], derived);
  assert.equal(trail.item, null);
  assert.deepEqual(
    trail.steps.map(({ kind, record }) => [kind, record]),
    [
      ["look", 0],
      ["engine-act", null],
      ["look", 1],
      ["run", 1],
      ["gone", 2],
    ],
  );
  assert.deepEqual(trail.notes, derived.notes);
});
