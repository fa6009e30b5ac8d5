import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeAllFacts } from "#services/core/artefact/merge-facts";

test("a record read in pieces begins with its oldest act, in whatever order the pieces came", () => {
  const [late, early] = [{ eventsFrom: "2026-11-23T02:00:00.000Z" }, { eventsFrom: "2026-11-23T01:00:00.000Z" }];
  for (const parts of [
    [late, early, {}],
    [{}, early, late],
  ]) {
    assert.equal(mergeAllFacts(parts).eventsFrom, early.eventsFrom);
  }
  assert.equal("eventsFrom" in mergeAllFacts([{}, {}]), false);
});

test("what several answers say of endings and hindrances is all kept", () => {
  const licence = { what: "licence" as const, name: "Engine" };
  const certificate = { what: "certificate" as const, name: "adt" };
  const blocker = { code: "licence-invalid", message: "The licence does not hold.", action: "Renew it." };
  const merged = mergeAllFacts([{ expiries: [licence] }, {}, { expiries: [certificate], blockers: [blocker] }]);
  assert.deepEqual(merged.expiries, [licence, certificate]);
  assert.deepEqual(merged.blockers, [blocker]);
});
