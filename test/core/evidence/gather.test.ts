import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { EngineRun, Look } from "#schemas/run";
import type { CompliancePoint } from "#services/core/compliance/band-of-run";
import { BANDS } from "#services/core/compliance/band-of-run";
import { gatherPoints } from "#services/core/compliance/gather-points";
import { spansOf } from "#services/core/compliance/spans-of";
import { daysBetween, instantsOf } from "#services/core/evidence/evidence-days";
import { createGatherer } from "#services/core/evidence/gatherer";
import { inTurn } from "#services/core/evidence/in-turn";

const HOUR_MS = 3_600_000;
const START = Date.parse("2026-07-01T00:00:00.000Z");
const at = (hours: number): string => new Date(START + hours * HOUR_MS).toISOString();

test("as few points as give the same bands are kept, however often anybody looked", () => {
  const point = fc.record({
    gap: fc.integer({ min: 0, max: 40 }),
    lasts: fc.integer({ min: 0, max: 60 }),
    band: fc.constantFrom(...BANDS),
  });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 60 }), (gaps) => {
      let hours = 0;
      const points = gaps.map(({ gap, lasts, band }): CompliancePoint => {
        hours += gap;
        return { engineId: "tie", at: at(hours), until: at(hours + lasts), band };
      });
      const gathered = gatherPoints();
      for (const each of points) gathered.take(each);
      const period = { from: START + 5 * HOUR_MS, to: START + 900 * HOUR_MS };
      assert.deepEqual(spansOf(gathered.points(), period), spansOf(points, period));
    }),
  );
  const steady = gatherPoints();
  for (let hour = 0; hour < 1000; hour++)
    steady.take({ engineId: "tie", at: at(hour), until: at(hour + 26), band: "in-lockstep" });
  assert.equal(steady.points().length, 1);
});

test("of two checks that overlapped, the one that was judged earlier is taken first, though it is recorded later", () => {
  const passed: string[] = [];
  const turns = inTurn<{ readonly engineId: string; readonly at: string }>(
    (value) => value,
    ({ engineId, at: instant }) => passed.push(`${engineId} ${instant.slice(11, 13)}`),
  );
  for (const hour of [1, 3, 2, 5, 4, 6, 7, 8]) turns.take({ engineId: "tie", at: at(hour) });
  turns.take({ engineId: "lab", at: at(0) });
  turns.finish();
  assert.deepEqual(
    passed.filter((each) => each.startsWith("tie")),
    [1, 2, 3, 4, 5, 6, 7, 8].map((hour) => `tie 0${hour}`),
  );
  assert.ok(passed.includes("lab 00"));
});

test("a day in London is an hour shorter or longer when clocks change, and none is lost", () => {
  const { from, to } = instantsOf("2026-10-24", "2026-10-26", "Europe/London");
  const days = daysBetween(from, to, "Europe/London");
  assert.deepEqual(
    days.map(({ day, from: begin, to: end }) => [day, (end - begin) / HOUR_MS]),
    [
      ["2026-10-24", 24],
      ["2026-10-25", 25],
      ["2026-10-26", 24],
    ],
  );
});

function aLook(nodeId: string, special: Partial<Look> = {}): Look {
  return {
    ...{
      nodeId,
      role: "primary",
      takenAt: at(0),
      commit: "c",
      seenAt: at(0),
      digest: "d",
      changed: false,
      problems: [],
    },
    coverage: { complete: true, kinds: {}, unread: [] },
    ...special,
  };
}

function aRecord(seq: number, hours: number, special: Partial<EngineRun> = {}): LedgerRecord {
  const engine: EngineRun = {
    ...{ engineId: "tie", at: at(hours), looks: [aLook("tie-a"), aLook("tie-b")], baseline: null, changes: {} },
    ...{ verdict: "ready", findings: 0, waiting: 0, expiresAt: at(hours + 26), reportDigest: "" },
    ...special,
  };
  const body = { runId: `${seq}`, at: at(hours), policyCommit: "p", tickets: null, problems: [], engines: [engine] };
  return {
    ...{ schema: "lockstep/ledger-record@1", seq, at: at(hours), type: "run", actor: "lockstep", body },
    ...{ previous: null, hash: `h${seq}` },
  };
}

const PERIOD = { ...instantsOf("2026-07-01", "2026-07-05", "Europe/London"), zone: "Europe/London", engines: ["tie"] };

test("a look that nobody could take is failed or skipped and never left out of the count", () => {
  const gatherer = createGatherer(PERIOD);
  const problem = { code: "node-unreachable", message: "" };
  gatherer.take(aRecord(0, 1));
  gatherer.take(aRecord(1, 3, { looks: [aLook("tie-a"), aLook("tie-b", { takenAt: null, problems: [problem] })] }));
  gatherer.take(aRecord(2, 5, { looks: [aLook("tie-a"), aLook("tie-b", { takenAt: null })] }));
  gatherer.take(aRecord(3, 7, { looks: [], failure: { code: "bug", message: "" } }));
  const [first] = gatherer.finish().days;
  const { checks, expected, whole, partial, skipped, failed, problems } = first ?? assert.fail();
  assert.deepEqual([checks, expected, whole, partial, skipped, failed], [4, 8, 4, 0, 1, 3]);
  assert.deepEqual(problems, ["bug", "node-unreachable"]);
});

test("a verdict stands until it runs out: a day on which nobody looked is not ready for that", () => {
  const gatherer = createGatherer(PERIOD);
  gatherer.take(aRecord(0, 20));
  gatherer.take(aRecord(1, 60, { verdict: "not-ready" }));
  const days = gatherer.finish().days.map(({ day, atEnd, worst }) => [day.day, atEnd, worst]);
  assert.deepEqual(days, [
    ["2026-07-01", "ready", "unknown"],
    ["2026-07-02", "unknown", "unknown"],
    ["2026-07-03", "not-ready", "not-ready"],
    ["2026-07-04", "unknown", "not-ready"],
    ["2026-07-05", "unknown", "unknown"],
  ]);
});

test("what is kept of a hundred times as many quiet checks is no more", () => {
  const sizes = [10, 1000].map((count) => {
    const gatherer = createGatherer(PERIOD);
    for (let index = 0; index < count; index++) gatherer.take(aRecord(index, (index * 100) / count));
    const { met: _, ...gathered } = gatherer.finish();
    return JSON.stringify(gathered, (__, value: unknown) => (value instanceof Map ? [...value] : value)).length;
  });
  assert.ok((sizes[1] ?? 0) < (sizes[0] ?? 0) * 1.1, sizes.join(" and "));
});
