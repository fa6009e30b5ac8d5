import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import type { ReadyReport } from "#schemas/ready-report";
import { engineStanding } from "#services/core/views/engine-standing";
import { aDrift, judgeOne } from "#test/fakes/judged";

const AT = "2026-11-23T03:00:00.000Z";
const ENGINE = { id: "tie", product: "mirth-connect", owner: "Integration team" };

function node(
  role: "primary" | "standby",
  about: Partial<EngineReport["nodes"][number]> = {},
): EngineReport["nodes"][number] {
  return {
    ...{ nodeId: role, role, engineVersion: "4.5.2", access: "ok", freshness: "fresh" },
    coverage: { complete: true, kinds: {}, unread: [] },
    snapshot: { commit: "c", digest: "d", takenAt: "2026-11-23T02:00:00.000Z", changed: false },
    ...about,
  };
}

function report(about: Partial<EngineReport> = {}): EngineReport {
  return {
    ...{ engineId: "tie", product: "mirth-connect", mode: "enforce", policyCommit: "p" },
    baseline: { commit: "b", digest: "d", approver: "Mo Banks", ticket: null, reviewed: true },
    readiness: {
      ...{ verdict: "ready", scope: "configuration-ready, not data-ready", asOf: "2026-11-23T02:00:00.000Z" },
      ...{ expiresAt: "2026-11-24T02:00:00.000Z", reasons: [], byTier: {}, byFlow: {} },
      queued: { production: null, standby: null },
    },
    nodes: [node("primary"), node("standby")],
    ...{ findings: [], waiting: [], otherStandbys: [] },
    ...about,
  };
}

function stand(about: Partial<EngineReport>, at = AT) {
  const { readiness, ...rest } = report(about);
  const { verdict, scope, asOf, expiresAt, reasons } = readiness;
  const ready: ReadyReport = {
    ...{ schema: "lockstep/ready@1", engineId: "tie", at, runId: "one", ageSeconds: 3600 },
    ...{ verdict, scope, asOf, expiresAt, reasons },
  };
  return engineStanding(ENGINE, { ready, report: { ...rest, readiness }, byOverride: false });
}

const states = ({ conformity, authorisation, freshness, operability, access }: ReturnType<typeof stand>) => [
  conformity.state,
  authorisation.state,
  freshness.state,
  operability.state,
  access.state,
];

test("an engine in order is so on every axis, each told with the time of the oldest look", () => {
  const standing = stand({
    nodes: [
      node("primary"),
      node("standby", { snapshot: { commit: "c", digest: "d", takenAt: "2026-11-23T01:00:00.000Z", changed: false } }),
    ],
  });
  assert.deepEqual(states(standing), ["in-lockstep", "nothing-waits", "fresh", "as-declared", "ok"]);
  assert.equal(standing.conformity.asOf, "2026-11-23T01:00:00.000Z");
});

test("nothing is called in lockstep without a baseline, with a gap in what was read, or past its expiry", () => {
  const unread = { complete: false, kinds: {}, unread: [{ source: "alerts", code: "rights-narrowed", message: "" }] };
  for (const standing of [
    stand({ baseline: null }),
    stand({ nodes: [node("primary"), node("standby", { coverage: unread })] }),
    stand({ nodes: [node("primary"), node("standby", { snapshot: null })] }),
    stand({ nodes: [] }),
    stand({}, "2026-11-25T03:00:00.000Z"),
  ]) {
    assert.deepEqual([standing.conformity.state, standing.authorisation.state], ["unknown", "unknown"]);
  }
});

test("what differs is told although something else could not be read", () => {
  const finding = judgeOne(aDrift());
  const standing = stand({ findings: [finding], waiting: [finding.id], baseline: null });
  assert.deepEqual([standing.conformity.state, standing.conformity.count], ["drifted", 1]);
  assert.deepEqual([standing.authorisation.state, standing.authorisation.count], ["waits", 1]);
});

test("a refused login is told before a node that could not be reached, and both are counted", () => {
  const nodes = [node("primary", { access: "unreachable" }), node("standby", { access: "refused" })];
  const { access } = stand({ nodes });
  assert.deepEqual([access.state, access.count], ["refused", 2]);
});

test("a verdict that has run out makes every look stale, whatever it was called when it was taken", () => {
  const { freshness } = stand({}, "2026-11-25T03:00:00.000Z");
  assert.deepEqual([freshness.state, freshness.count], ["stale", 2]);
});
