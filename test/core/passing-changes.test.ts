import assert from "node:assert/strict";
import { test } from "node:test";
import type { ArtefactEntry, EngineEvent } from "#schemas/snapshot";
import { findPassingChanges } from "#services/core/authorisation/find-passing-changes";
import { findRepeatedSaves } from "#services/core/authorisation/find-repeated-saves";
import { digestOf } from "#services/core/text/digest";

const BETWEEN = ["2026-11-23T02:00:00Z", "2026-11-24T02:00:00Z"] as const;

function event(time: string, about: Partial<EngineEvent> = {}): EngineEvent {
  const artefact = { kind: "channel", key: "c1" };
  return {
    id: time,
    at: `2026-11-23T${time}Z`,
    act: "Update channel",
    actor: "anna",
    artefact,
    phase: "save",
    ...about,
  };
}

const deploy = (time: string, about: Partial<EngineEvent> = {}): EngineEvent =>
  event(time, { phase: "deploy", act: "Deploy channels", ...about });

function entry(key: string, content: string, kind = "channel"): ArtefactEntry {
  return { kind, key, name: `name of ${key}`, path: `${kind}s/${key}`, digest: digestOf(content) };
}

interface Told {
  readonly last?: readonly ArtefactEntry[];
  readonly now?: readonly ArtefactEntry[];
  readonly skewMs?: number;
  readonly complete?: boolean;
}

function passing(events: readonly EngineEvent[], told: Told = {}) {
  const { last = [entry("c1", "a")], now = last, skewMs = 0, complete = true } = told;
  const record = { events, from: "2026-11-01T00:00:00Z", skewMs };
  const coverage = { complete, kinds: {}, unread: [] };
  return findPassingChanges(findRepeatedSaves(BETWEEN, record), {
    engineId: "tie",
    nodeId: "tie-a",
    role: "primary",
    between: BETWEEN,
    last: { entries: [...last], coverage },
    now: { entries: [...now], coverage },
    record,
    referencePatterns: ["CHG[0-9]{7}"],
    at: BETWEEN[1],
  });
}

test("what was saved twice and is the same at both looks was changed and put back, by these people and acts", () => {
  const found = passing([event("10:00:00"), deploy("10:01:00"), event("11:00:00", { actor: "ben" })]);
  assert.equal(found.length, 1);
  const [{ artefact, held, saves, deployed, change, between } = assert.fail()] = found;
  assert.deepEqual(artefact, { kind: "channel", key: "c1", name: "name of c1", path: "channels/c1" });
  assert.deepEqual([held, saves, deployed], ["same", 2, "still"]);
  assert.deepEqual(between, [...BETWEEN]);
  assert.deepEqual(change.actors, ["anna", "ben"]);
  assert.deepEqual(change.interval, ["2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z"]);
  assert.deepEqual(change.tookEffect, ["2026-11-23T10:01:00Z", BETWEEN[1]]);
  assert.deepEqual(
    change.acts?.map(({ phase, at }) => `${phase} ${at}`),
    ["save 2026-11-23T10:00:00Z", "deploy 2026-11-23T10:01:00Z", "save 2026-11-23T11:00:00Z"],
  );
});

test("one save that leaves the same content is no change", () => {
  assert.deepEqual(passing([event("10:00:00"), deploy("10:01:00")]), []);
});

test("what differs between the looks is a finding, and no passing change", () => {
  assert.deepEqual(passing([event("10:00:00"), event("11:00:00")], { now: [entry("c1", "b")] }), []);
});

test("what was made and taken away again is told, though neither look holds it", () => {
  const events = [
    event("10:00:00", { act: "Create channel" }),
    event("11:00:00", { act: "Remove channel", removes: true }),
  ];
  const [found] = passing(events, { last: [], now: [] });
  assert.deepEqual([found?.held, found?.artefact.name, found?.saves], ["absent", "c1", 2]);
  assert.deepEqual(passing(events, { last: [], now: [], complete: false }), [], "what was not read is not absent");
});

test("what was taken away and made again as it was is told, too", () => {
  const [found] = passing([event("10:00:00", { removes: true }), event("11:00:00")]);
  assert.equal(found?.held, "same");
});

test("acts that may have been on something else prove nothing", () => {
  const vague = { artefact: { kind: "channel", key: "*" } };
  assert.deepEqual(passing([event("10:00:00", vague), event("11:00:00", vague)]), []);
  assert.deepEqual(passing([event("10:00:00"), event("11:00:00", { artefact: { kind: "*", key: "*" } })]), []);
  assert.deepEqual(passing([event("10:00:00"), event("11:00:00", { phase: "other" })]), []);
});

test("a list that was put in place twice and is as before is one change of the whole kind, not one of each entry", () => {
  const whole = { artefact: { kind: "configuration-map", key: "*" }, removes: true } as const;
  const map = [entry("a", "1", "configuration-map"), entry("b", "2", "configuration-map")];
  const events = [event("10:00:00", whole), event("11:00:00", whole)];
  const found = passing(events, { last: map });
  assert.deepEqual(
    found.map(({ artefact, deployed }) => [artefact.key, artefact.name, deployed]),
    [["*", "configuration map", "unknown"]],
  );
  assert.deepEqual(passing(events, { last: map, now: [entry("a", "other", "configuration-map")] }), []);
});

test("what was changed by name and put back with its whole kind is told", () => {
  const events = [event("10:00:00"), event("11:00:00", { artefact: { kind: "channel", key: "*" }, removes: true })];
  assert.deepEqual(
    passing(events).map(({ artefact }) => artefact.key),
    ["c1"],
  );
});

test("a save that the clock's doubt leaves before the earlier look counts for nothing", () => {
  const events = [event("02:00:30"), event("11:00:00")];
  assert.equal(passing(events, { skewMs: 20_000 }).length, 1);
  assert.deepEqual(passing(events, { skewMs: -40_000 }), []);
});

test("an act told twice is one act", () => {
  assert.deepEqual(passing([event("10:00:00"), event("10:00:00")]), []);
});

test("it is called only saved where the engine records deployments and none lies in between", () => {
  const saves = [event("10:00:00"), event("11:00:00")];
  const other = { artefact: { kind: "channel", key: "c2" } };
  const deployedOf = (...events: EngineEvent[]) => passing([...saves, ...events])[0]?.deployed;
  assert.equal(deployedOf(), "unknown", "nothing shows that deployments are recorded");
  assert.equal(deployedOf(deploy("09:00:00", other)), "no");
  assert.equal(deployedOf(deploy("11:30:00")), "no", "what was put back was deployed");
  assert.equal(deployedOf(deploy("10:30:00", other)), "no");
  const { artefact: _, ...all } = deploy("10:30:00", { act: "Redeploy all channels" });
  assert.equal(deployedOf(deploy("09:00:00"), all), "unknown");
});

test("what was deployed in between runs until what was put back is deployed, or is taken away", () => {
  const acts = [event("10:00:00"), deploy("10:01:00"), event("11:00:00")];
  const [still] = passing(acts);
  assert.deepEqual([still?.deployed, still?.change.tookEffect?.[1]], ["still", BETWEEN[1]]);
  const [ended] = passing([...acts, deploy("11:05:00")]);
  assert.deepEqual([ended?.deployed, ended?.change.tookEffect?.[1]], ["yes", "2026-11-23T11:05:00Z"]);
  const made = [event("10:00:00"), deploy("10:01:00"), event("11:00:00", { removes: true })];
  const [gone] = passing(made, { last: [], now: [] });
  assert.deepEqual([gone?.deployed, gone?.change.tookEffect?.[1]], ["yes", "2026-11-23T11:00:00Z"]);
});

test("a ticket number in the engine's own word for the act came with the change", () => {
  const [found] = passing([event("10:00:00", { act: "Commit: CHG0041300 try" }), event("11:00:00")]);
  assert.deepEqual(found?.change.references, ["CHG0041300"]);
});

test("the order in which the engine tells its acts changes nothing", () => {
  const events = [event("10:00:00"), deploy("10:01:00"), event("11:00:00", { actor: "ben" })];
  assert.deepEqual(passing(events), passing(events.toReversed()));
});
