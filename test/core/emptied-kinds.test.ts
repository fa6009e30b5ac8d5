import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineEvent } from "#schemas/snapshot";
import { aNode, anEntry, aSnapshot, aStandbySnapshot, assess, codesOf, minutesAgo } from "#test/fakes/readiness-story";

const CHANNELS = Array.from({ length: 40 }, (_, index) => anEntry(String(index)));
const ALERTS = ["a", "b"].map((key) => anEntry(key, { kind: "alert" }));
const BASELINE = { snapshot: aSnapshot({ takenAt: minutesAgo(600), entries: [...CHANNELS, ...ALERTS] }) };

function anEvent(act: string, key: string | undefined, about: Partial<EngineEvent> = {}): EngineEvent {
  const artefact = key === undefined ? {} : { artefact: { kind: "alert", key } };
  return { id: `${act} ${key}`, at: minutesAgo(60), act, actor: "C. Chair", phase: "save", ...artefact, ...about };
}

/** Both nodes without any alert, each with these events. */
function codesWhenEmptied(onProduction: readonly EngineEvent[], onStandby = onProduction): string[] {
  return codesOf(
    assess({
      baseline: BASELINE,
      production: aNode("tie-a", aSnapshot({ entries: CHANNELS, facts: { events: [...onProduction] } })),
      standby: aNode("tie-b", aStandbySnapshot({ entries: CHANNELS, facts: { events: [...onStandby] } })),
    }),
  );
}

const BOTH_IN_DOUBT = ["export-suspect", "export-suspect"];
const REMOVES = { removes: true } as const;
const REMOVED = [anEvent("Remove alert", "a", REMOVES), anEvent("Remove alert", "b", REMOVES)];

test("is unknown when the last two alerts are gone from both nodes and nobody is recorded to have removed them", () => {
  assert.deepEqual(codesWhenEmptied([]), BOTH_IN_DOUBT);
});

test("believes the deletion of the last alerts that each engine recorded", () => {
  assert.deepEqual(codesWhenEmptied(REMOVED), []);
  assert.deepEqual(codesWhenEmptied([anEvent("Set server configuration", "*", REMOVES)]), []);
  assert.deepEqual(codesWhenEmptied([anEvent("Restore", "*", { ...REMOVES, artefact: { kind: "*", key: "*" } })]), []);
});

test("is unknown of the one node that did not record the deletion", () => {
  assert.deepEqual(codesWhenEmptied(REMOVED, []), ["export-suspect"]);
});

test("is not convinced by another act, another alert, another kind, or a deletion from before the baseline", () => {
  assert.deepEqual(codesWhenEmptied([anEvent("Update alert", "a"), anEvent("Update alert", "b")]), BOTH_IN_DOUBT);
  assert.deepEqual(codesWhenEmptied([anEvent("Remove alert", "a", REMOVES)]), BOTH_IN_DOUBT);
  assert.deepEqual(
    codesWhenEmptied([anEvent("Remove alert", "a", REMOVES), anEvent("Remove alert", "c", REMOVES)]),
    BOTH_IN_DOUBT,
  );
  assert.deepEqual(
    codesWhenEmptied([anEvent("Update channel tags", "*", { ...REMOVES, artefact: { kind: "tag", key: "*" } })]),
    BOTH_IN_DOUBT,
  );
  assert.deepEqual(
    codesWhenEmptied([anEvent("Configuration Change", "*", { artefact: { kind: "*", key: "*" } })]),
    BOTH_IN_DOUBT,
  );
  assert.deepEqual(codesWhenEmptied(REMOVED.map((event) => ({ ...event, at: minutesAgo(700) }))), BOTH_IN_DOUBT);
  assert.deepEqual(codesWhenEmptied(REMOVED.map((event) => ({ ...event, phase: "deploy" as const }))), BOTH_IN_DOUBT);
});

test("goes by what the dialect says of an act and not by how the act is called, which proves nothing in older snapshots", () => {
  const unmarked = [anEvent("Remove alert", "a"), anEvent("Remove alert", "b"), anEvent("Set alerts", "*")];
  assert.deepEqual(codesWhenEmptied(unmarked), BOTH_IN_DOUBT);
  const inOtherWords = ["a", "b"].map((key) => anEvent("Löschen", key, REMOVES));
  assert.deepEqual(codesWhenEmptied(inOtherWords), []);
});

test("believes an engine that counts none of a kind itself", () => {
  const facts = { counts: { alert: 0 } };
  const production = aNode("tie-a", aSnapshot({ entries: CHANNELS, facts }));
  const standby = aNode("tie-b", aStandbySnapshot({ entries: CHANNELS, facts }));
  assert.deepEqual(codesOf(assess({ baseline: BASELINE, production, standby })), []);
});

test("calls a standby that alone lacks a small kind different, not suspect", () => {
  const production = aNode("tie-a", aSnapshot({ entries: [...CHANNELS, ...ALERTS] }));
  const standby = aNode("tie-b", aStandbySnapshot({ entries: CHANNELS }));
  assert.deepEqual(codesOf(assess({ baseline: BASELINE, production, standby })), []);
});
