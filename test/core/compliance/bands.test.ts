import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { EngineRun } from "#schemas/run";
import { BANDS, type Band, bandOfRun, type CompliancePoint } from "#services/core/compliance/band-of-run";
import { bands } from "#services/core/compliance/bands";
import { findMarkers } from "#services/core/compliance/find-markers";
import { spansOf } from "#services/core/compliance/spans-of";

const DAY = 86_400_000;
const START = Date.parse("2026-11-01T00:00:00.000Z");
const day = (count: number): string => new Date(START + count * DAY).toISOString();

function aPoint(from: number, until: number, band: Band, engineId = "tie"): CompliancePoint {
  return { engineId, at: day(from), until: day(until), band };
}

function aRun(special: Partial<EngineRun> = {}): EngineRun {
  return {
    engineId: "tie",
    at: day(0),
    looks: [],
    baseline: null,
    changes: {},
    verdict: "ready",
    findings: 0,
    waiting: 0,
    expiresAt: day(1),
    reportDigest: "",
    ...special,
  };
}

test("a run is in one band: what waits for a decision before what could not be told", () => {
  const drift = { "tie-b": { "sha256:1": [] } };
  const told = (special: Partial<EngineRun>): Band => bandOfRun(aRun(special)).band;
  assert.equal(told({}), "in-lockstep");
  assert.equal(told({ findings: 3 }), "in-lockstep", "as declared, it differs as it should");
  assert.equal(told({ changes: drift, verdict: "not-ready" }), "authorised");
  assert.equal(told({ changes: drift, waiting: 1, verdict: "not-ready" }), "unauthorised");
  assert.equal(told({ changes: drift, waiting: 1, verdict: "unknown" }), "unauthorised");
  assert.equal(told({ verdict: "unknown" }), "unknown");
  assert.equal(told({ failure: { code: "bug", message: "" } }), "unknown");
});

test("time with no fresh run is unknown, never sound", () => {
  const points = [aPoint(1, 2, "in-lockstep"), aPoint(4, 6, "in-lockstep")];
  assert.deepEqual(
    spansOf(points, { from: START, to: START + 7 * DAY }).map(({ band, from, to }) => [
      band,
      (from - START) / DAY,
      (to - START) / DAY,
    ]),
    [
      ["unknown", 0, 1],
      ["in-lockstep", 1, 2],
      ["unknown", 2, 4],
      ["in-lockstep", 4, 6],
      ["unknown", 6, 7],
    ],
  );
});

test("a later run ends what the one before it said", () => {
  const points = [aPoint(0, 9, "unauthorised"), aPoint(2, 3, "in-lockstep")];
  const { times } = bands(points, { engineIds: ["tie"], period: { from: START, to: START + 4 * DAY } });
  assert.deepEqual(times, { "in-lockstep": DAY, authorised: 0, unauthorised: 2 * DAY, unknown: DAY });
});

test("an engine without a run is unknown all the time", () => {
  const { engines } = bands([], { engineIds: ["lab"], period: { from: START, to: START + DAY } });
  assert.deepEqual(
    engines[0]?.spans.map(({ band }) => band),
    ["unknown"],
  );
});

test("whatever was recorded, each instant is in one band and none is lost, by engine and by slice", () => {
  const point = fc.record({
    at: fc.integer({ min: -10, max: 40 }),
    length: fc.integer({ min: 0, max: 20 }),
    band: fc.constantFrom(...BANDS),
    engineId: fc.constantFrom("tie", "lab"),
  });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 30 }), (drawn) => {
      const points = drawn.map(({ at, length, band, engineId }) => aPoint(at, at + length, band, engineId));
      const period = { from: START, to: START + 30 * DAY };
      const { engines, slices, times } = bands(points, { engineIds: ["tie", "lab"], period, slices: 7 });
      const sum = (each: Readonly<Record<Band, number>>): number => BANDS.reduce((all, band) => all + each[band], 0);
      assert.equal(sum(times), 60 * DAY);
      for (const { spans } of engines) {
        assert.equal(spans[0]?.from, period.from);
        assert.equal(spans.at(-1)?.to, period.to);
        for (const [index, span] of spans.entries()) assert.equal(span.to, spans[index + 1]?.from ?? period.to);
      }
      assert.ok(Math.abs(slices.reduce((all, slice) => all + sum(slice.times), 0) - 60 * DAY) < 1);
    }),
  );
});

test("a year of nightly runs of a hundred engines costs no more than some times a tenth of it", () => {
  const cost = (engineCount: number): number => {
    const engineIds = Array.from({ length: engineCount }, (_, index) => `e${index}`);
    const points = engineIds.flatMap((id) =>
      Array.from({ length: 365 }, (_, night) => aPoint(night, night + 1.1, BANDS[night % 4] ?? "unknown", id)),
    );
    const before = performance.now();
    bands(points, { engineIds, period: { from: START, to: START + 365 * DAY } });
    return performance.now() - before;
  };
  cost(10);
  const small = Math.max(1, cost(10));
  assert.ok(cost(100) < small * 60, "ten times the engines");
});

test("a marker stands where the rules changed, and none where only a baseline was adopted", () => {
  const files = (special: Readonly<Record<string, string>>) =>
    new Map(Object.entries({ "estate.yaml": "1", "policy/policy.yaml": "1", ...special }));
  const filesAt = new Map([
    ["a", files({})],
    ["b", files({})],
    ["c", files({ "policy/policy.yaml": "2", "policy/change-control.yaml": "1" })],
    ["d", files({ "policy/policy.yaml": "2", "policy/change-control.yaml": "1", "policy/notifications.yaml": "1" })],
  ]);
  const runs = ["d", "c", "b", "a"].map((policyCommit, index) => ({ at: day(3 - index), policyCommit }));
  assert.deepEqual(findMarkers(runs, filesAt), [
    { at: day(2), what: "change-control", engineId: null, detail: ["policy/change-control.yaml"] },
    { at: day(2), what: "policy", engineId: null, detail: ["policy/policy.yaml"] },
  ]);
});
