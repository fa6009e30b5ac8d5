import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { drawSample } from "#services/core/evidence/sample/draw-sample";
import { type ChangeRow, riskShares, weightOf } from "#services/core/evidence/sample/risk-weight";
import { sampleChanges } from "#services/core/evidence/sample/sample-changes";
import { sha256 } from "#services/core/text/digest";

function changeRow(index: number, about: Partial<ChangeRow> = {}): ChangeRow {
  return {
    ...{ changeId: `sha256:${String(index).padStart(64, "0")}`, engine: "tie", foundAt: "2026-07-01T02:00:00.000Z" },
    ...{
      kind: "difference",
      item: `Channel ${index}`,
      tier: 4,
      severity: "low",
      verdict: "authorised",
      authorised: true,
    },
    ...{ retrospective: false, ticket: null, firstRun: index, ...about },
  };
}

const rows = Array.from({ length: 200 }, (_, index) => changeRow(index));
const idsOf = (all: readonly ChangeRow[], seed: number, by: "random" | "risk" = "random") =>
  sampleChanges(all, { size: 25, seed, by }).drawn.map(({ changeId }) => changeId);

test("the same seed draws the same sample, and another seed another one", () => {
  assert.deepEqual(idsOf(rows, 7), idsOf(rows, 7));
  assert.notDeepEqual(idsOf(rows, 7), idsOf(rows, 8));
});

test("the order of the population does not matter to the draw", () => {
  assert.deepEqual(idsOf(rows.toReversed(), 7), idsOf(rows, 7));
  assert.deepEqual(idsOf(rows.toReversed(), 7, "risk"), idsOf(rows, 7, "risk"));
});

test("nothing is drawn twice, nothing is drawn that is not there, and a small population is drawn whole", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 40 }), fc.nat(), (count, size, seed) => {
      const some = rows.slice(0, count);
      const { drawn, population } = sampleChanges(some, { size, seed, by: "risk" });
      const ids = drawn.map(({ changeId }) => changeId);
      assert.equal(population, count);
      assert.equal(new Set(ids).size, Math.min(size, count));
      assert.ok(ids.every((id) => some.some(({ changeId }) => changeId === id)));
    }),
    { numRuns: 50 },
  );
});

test("whoever has a hash can draw it again", () => {
  const name = (row: ChangeRow): string => JSON.stringify([row["engine"], row["changeId"], row["foundAt"]]);
  const lots = rows.map((row) => ({ id: row["changeId"], lot: sha256(`7\n${name(row)}\n1`) }));
  const again = lots.sort((a, b) => (a.lot > b.lot ? -1 : 1)).slice(0, 25);
  assert.deepEqual(
    idsOf(rows, 7),
    again.map(({ id }) => id),
  );
});

test("all changes are about equally often in a random sample", () => {
  const candidates = Array.from({ length: 20 }, (_, index) => ({ name: `change ${index}`, lots: 1 }));
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 2000; seed++) {
    for (const { name } of drawSample(candidates, 5, seed)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  // Expected 500 each; the seeds are fixed, so this does not depend on chance.
  for (const [name, count] of counts) assert.ok(count > 420 && count < 580, `${name}: ${count}`);
});

test("four times the weight is about four times as likely to come first", () => {
  const candidates = [
    { name: "heavy", lots: 4 },
    ...Array.from({ length: 4 }, (_, index) => ({ name: `light ${index}`, lots: 1 })),
  ];
  let first = 0;
  for (let seed = 0; seed < 2000; seed++) if (drawSample(candidates, 1, seed)[0]?.name === "heavy") first++;
  assert.ok(first > 920 && first < 1080, String(first));
});

test("a change without authority on a tier 1 interface weighs more, and each share of it is told", () => {
  const shares = riskShares(
    changeRow(1, { tier: 1, severity: "critical", authorised: false, verdict: "unreferenced" }),
    new Set(),
  );
  assert.deepEqual(
    shares.map(({ because, weight }) => `${because} ${weight}`),
    ["every change 1", "tier 1 4", "critical 4", "not authorised 4"],
  );
  assert.equal(weightOf(shares), 13);
});

test("what one person did alone, in an emergency or in passing weighs more", () => {
  const weight = (about: Partial<ChangeRow>, alone: readonly string[] = []) =>
    weightOf(riskShares(changeRow(1, about), new Set(alone)));
  assert.equal(weight({}), 1);
  assert.equal(weight({ ticket: "RFC-1" }, ["RFC-1"]), 4);
  assert.equal(weight({ verdict: "single-handed-overdue" }), 4);
  assert.equal(weight({ retrospective: true }), 3);
  assert.equal(weight({ kind: "passing change" }), 3);
});

test("by risk a sample tells what was weighed; by chance nothing was", () => {
  assert.ok(sampleChanges(rows, { size: 1, seed: 1, by: "risk" }).weights.length > 0);
  assert.deepEqual(sampleChanges(rows, { size: 1, seed: 1, by: "random" }).weights, []);
});
