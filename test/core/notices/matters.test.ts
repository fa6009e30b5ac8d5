import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import type { Waiver } from "#schemas/policy";
import { countReturns, type SeenRun } from "#services/core/notices/count-returns";
import { type Matter, matterOf } from "#services/core/notices/matter";
import { mattersOfEngine, type Sighting } from "#services/core/notices/matters-of-engine";
import { silenceMatters, type Watched } from "#services/core/notices/silence-matters";
import { waiverMatters } from "#services/core/notices/waiver-matters";
import { aFinding, anAuthorisation, aReason, aReport, notReadyReport, unknownReport } from "#test/reports/fixtures";
import { aMatter } from "./a-matter.js";

const AT = "2026-11-23T02:05:00.000Z";

function engineOf({ engines }: { readonly engines: readonly EngineReport[] }): EngineReport {
  const [engine] = engines;
  assert.ok(engine);
  return engine;
}

const kinds = ({ matters }: Sighting): readonly string[] => matters.map(({ kind }) => kind);
const looked = (engine: EngineReport): Sighting => mattersOfEngine(engine, "Integration team");

test("an engine that may fail over is no news for whom it was not told otherwise", () => {
  const { matters } = looked(engineOf(aReport()));
  assert.deepEqual(
    matters.map(({ kind, isGoodNews, isUrgent }) => [kind, isGoodNews, isUrgent]),
    [["gate", true, false]],
  );
});

test("a change on production that nothing authorises is told by itself, and drift of the standby in the digest", () => {
  const sighting = looked(engineOf(notReadyReport()));
  const changed = sighting.matters.filter(({ kind }) => kind === "unauthorised-change").map(({ title }) => title);
  assert.deepEqual(changed, [
    "ICE Results Out was changed on production of tie",
    "Theatre Lists was changed on production of tie",
  ]);
  assert.deepEqual([...new Set(kinds(sighting))], ["gate", "unauthorised-change", "drift"]);
  assert.ok(sighting.scopes.includes("findings tie"));
});

test("observe mode alarms nobody over drift, and everybody over what could not be told", () => {
  const observed = { ...engineOf(notReadyReport()), mode: "observe" as const };
  const told = looked(observed);
  assert.deepEqual(kinds(told), ["gate"]);
  assert.match(told.matters[0]?.title ?? "", /could not be told/, "the tickets are too old");
  const drift = {
    ...observed,
    readiness: {
      ...observed.readiness,
      reasons: observed.readiness.reasons.filter(({ verdict }) => verdict === "not-ready"),
    },
  };
  assert.equal(looked(drift).matters[0]?.isGoodNews, true);
});

test("what was not compared has not ended", () => {
  assert.deepEqual(looked(engineOf(unknownReport())).scopes, ["gate tie", "export tie", "record tie"]);
});

test("a suspect export and a broken record are told at once", () => {
  const reasons = ["export-suspect", "baseline-unproven"].map((code) =>
    aReason({ code, verdict: "unknown", message: "x." }),
  );
  const engine = engineOf(aReport());
  const sighting = looked({ ...engine, readiness: { ...engine.readiness, verdict: "unknown", reasons } });
  assert.deepEqual(kinds(sighting), ["gate", "mass-change", "record"]);
  assert.ok(sighting.matters.every(({ isUrgent }) => isUrgent));
});

test("ready by override is another state than ready, and no good news", () => {
  const engine = engineOf(aReport());
  const setAside = [{ ...aReason(), overrides: [3] }];
  const overridden = looked({ ...engine, readiness: { ...engine.readiness, setAside } }).matters[0];
  assert.ok(overridden && overridden.state !== looked(engine).matters[0]?.state);
  assert.deepEqual([overridden.isGoodNews, overridden.title], [false, "tie is ready by override alone"]);
});

test("the same drift is the same state in whatever order it was found", () => {
  const engine = engineOf(notReadyReport());
  const state = (findings: EngineReport["findings"]): readonly string[] =>
    looked({ ...engine, findings })
      .matters.filter(({ kind }) => kind === "drift")
      .map((matter) => matter.state)
      .sort();
  assert.deepEqual(state(engine.findings), state(engine.findings.toReversed()));
  assert.notDeepEqual(state(engine.findings), state([...engine.findings, aFinding("New")]));
});

test("no password and no patient leaves in a notice", () => {
  const matter = matterOf({
    kind: "gate",
    about: ["tie"],
    scope: "gate tie",
    title: "x password=Hunter2-Secret99 y",
    sentence: "Bound to ldap with password 'Hunter2-Secret99' , NHS number 943 476 5919",
    action: "x",
    owner: "x",
  });
  assert.ok(!/Hunter2|943 476 5919/.test(JSON.stringify(matter)), JSON.stringify(matter));
});

test("an actor whom the engine names stands in a notice, and of many only the first", () => {
  const finding = aFinding("PAS", {
    case: "production-changed",
    authorisation: anAuthorisation({ actors: ["a", "b", "c", "d"] }),
  });
  const [, matter] = looked({ ...engineOf(notReadyReport()), findings: [finding], waiting: [finding.id] }).matters;
  assert.match(matter?.sentence ?? "", /by a, b, c and others/);
});

test("an engine is silent when its verdict has run out or a run did not happen, and not before", () => {
  const watched = (special: Partial<Watched>): readonly Matter[] => {
    const lastVerdict = { at: "2026-11-22T02:00:00.000Z", expiresAt: "2026-11-23T04:00:00.000Z" };
    return silenceMatters([{ engineId: "tie", name: "TIE", owner: "x", lastVerdict, missed: [], ...special }], AT)
      .matters;
  };
  assert.deepEqual(watched({}), []);
  assert.deepEqual(watched({ lastVerdict: null }), [], "one that was never checked is told by its gate");
  assert.equal(watched({ missed: ["2026-11-23T01:00:00.000Z"] }).length, 1);
  const [stale] = watched({ lastVerdict: { at: "2026-11-21T02:00:00.000Z", expiresAt: "2026-11-22T04:00:00.000Z" } });
  assert.match(stale?.sentence ?? "", /has run out/);
});

test("a waiver is told before it ends and when it has, with how often it was given", () => {
  const waiver: Waiver = {
    ...{ id: "w-1", artefact: {}, finding: `sha256:${"0".repeat(64)}`, owner: "J. Okafor", approver: "Ros Haddon" },
    ...{ reason: "the analyser moves", granted: "2026-11-01", expires: "2026-11-30" },
  };
  const grants = new Map([[waiver.finding, ["2026-09-01", "2026-11-01"]]]);
  const told = (at: string): readonly Matter[] => waiverMatters([waiver], { at, withinDays: 14, grants }).matters;
  assert.deepEqual(told("2026-11-10T00:00:00.000Z"), []);
  assert.deepEqual(
    told(AT).map(({ title }) => title),
    ["The waiver w-1 ends on 2026-11-30"],
  );
  const [ended] = told("2026-12-01T00:00:00.000Z");
  assert.equal(ended?.title, "The waiver w-1 has ended");
  assert.match(ended?.sentence ?? "", /given 2 times: on 2026-09-01, 2026-11-01/);
  assert.notEqual(ended?.state, told(AT)[0]?.state);
});

test("what comes and goes bears a mark once it came back often enough, and is told all the same", () => {
  const run = (night: number, ...found: readonly string[]): SeenRun => ({
    engineId: "tie",
    at: `2026-11-${String(night).padStart(2, "0")}T02:00:00.000Z`,
    verdict: found.length === 0 ? "ready" : "not-ready",
    changes: { "tie-b": Object.fromEntries(found.map((id) => [id, []])) },
  });
  const runs = [run(1, "a"), run(2), run(3, "a", "b"), run(4, "b"), run(5, "a", "b"), run(6), run(7, "a")].toReversed();
  const matters = [
    aMatter({ findings: ["a"] }),
    aMatter({ about: ["tie", "b"], findings: ["b"] }),
    aMatter({ kind: "gate", about: ["tie"] }),
  ];
  assert.deepEqual([...countReturns(matters, runs, 2).values()], [3, 2]);
  assert.equal(countReturns(matters, runs, 4).size, 0);
});
