import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { SampleReport } from "#schemas/sample-report";
import { renderSampleTerminal } from "#services/reports/evidence/render-sample-terminal";
import { type Quarter, startQuarter } from "#test/fakes/quarter";

let quarter: Quarter;

before(async () => {
  quarter = await startQuarter();
});

after(() => quarter[Symbol.asyncDispose]());

async function sample(size: number, seed: number, by: "random" | "risk" = "random"): Promise<SampleReport> {
  const { from: firstDay, to: lastDay } = quarter;
  return await quarter.nights.estate.app.sample({ firstDay, lastDay, engineIds: undefined, size, seed, by });
}

test("draws changes of a quarter, the same for the same seed, with the trail of each", async () => {
  const first = await sample(4, 7);
  assert.deepEqual(await sample(4, 7), first);
  assert.equal(first.drawn.length, 4);
  assert.ok(first.population > 4);
  assert.deepEqual(
    first.trails.map(({ changeId }) => changeId),
    first.drawn.map(({ changeId }) => changeId),
  );
});

test("every change of the quarter has a trail, whatever kind it is", async () => {
  const whole = await sample(1000, 1, "risk");
  assert.equal(whole.trails.length, whole.population);
  for (const { steps, engine, item, notes } of whole.trails) {
    assert.ok(steps.length > 0);
    assert.equal(engine, "tie");
    assert.notEqual(item, null);
    assert.ok(!notes.some((note) => /derived again/.test(note)), notes.join());
  }
  const kinds = new Set(whole.trails.map(({ kind }) => kind));
  assert.deepEqual([...kinds].sort(), ["alignment", "difference", "passing change"]);
  const steps = new Set(whole.trails.flatMap(({ steps: of }) => of.map(({ kind }) => kind)));
  for (const kind of ["engine-act", "look", "run", "verdict", "decision", "baseline", "override", "alignment", "gone"])
    assert.ok(
      [...steps].some((each) => each === kind),
      kind,
    );
  for (const { weight, shares } of whole.drawn)
    assert.equal(
      weight,
      shares.reduce((sum, share) => sum + share.weight, 0),
    );
  assert.deepEqual(
    whole.tickets.map(({ number }) => number),
    ["RFC-1001", "RFC-1002"],
  );
  const told = renderSampleTerminal(whole, {});
  assert.match(told, /drawn by risk, seed 1/);
  assert.match(told, /not authorised 4/);
});

test("an emergency is traced from its ticket, with the approval that came after it", async () => {
  const { trails, tickets } = await quarter.nights.estate.app.trace({ by: "ticket", value: "RFC-1002" });
  assert.ok(trails.length > 0);
  assert.ok(trails.every(({ ticket }) => ticket === "RFC-1002"));
  assert.equal(tickets[0]?.kind, "emergency");
  assert.ok((tickets[0]?.steps.length ?? 0) > 2);
});

test("a ticket without a change is told as it stood, and leads to none", async () => {
  const { trails, tickets } = await quarter.nights.estate.app.trace({ by: "ticket", value: "RFC-1007" });
  assert.deepEqual(trails, []);
  assert.equal(tickets[0]?.number, "RFC-1007");
});
