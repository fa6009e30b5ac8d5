import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { NodeFacts } from "#schemas/snapshot";
import { aDrift, aPolicy, aWaiver, judgeOne } from "#test/fakes/judged";
import { aNode, aSnapshot, aStandbySnapshot, assess, codesOf, minutesAgo } from "#test/fakes/readiness-story";

const DAYS = 24 * 60;

function withFacts(production: NodeFacts, standby: NodeFacts) {
  return assess({
    production: aNode("tie-a", aSnapshot({ facts: production })),
    standby: aNode("tie-b", aStandbySnapshot({ facts: standby })),
  });
}

describe("what a node says of itself", () => {
  const blocker = { code: "mirror-not-ready", message: "the mirror is not ready", action: "Repair the mirror." };

  test("keeps the standby from being ready where it cannot take over, though nothing differs", () => {
    const readiness = withFacts({}, { blockers: [blocker] });
    assert.equal(readiness.verdict, "not-ready");
    assert.deepEqual(codesOf(readiness), ["mirror-not-ready"]);
  });

  test("is a note on production: it does not stop a failover", () => {
    const readiness = withFacts({ blockers: [blocker] }, {});
    assert.equal(readiness.verdict, "ready");
    assert.deepEqual(codesOf(readiness), ["mirror-not-ready"]);
  });

  test("an ended certificate on the standby is not ready, one on production is told", () => {
    const expiries = [{ what: "certificate" as const, name: "adt.example", expires: minutesAgo(5) }];
    assert.equal(withFacts({}, { expiries }).verdict, "not-ready");
    const onProduction = withFacts({ expiries }, {});
    assert.equal(onProduction.verdict, "ready");
    assert.deepEqual(codesOf(onProduction), ["expired"]);
  });

  test("a licence that the engine calls invalid has ended, whatever its day", () => {
    const expiries = [{ what: "licence" as const, name: "Rhapsody", valid: false }];
    assert.equal(withFacts({}, { expiries }).verdict, "not-ready");
  });

  test("what ends within the horizon is told, what ends later is not", () => {
    const ends = (days: number) => [{ what: "certificate" as const, name: "x", expires: minutesAgo(-days * DAYS) }];
    assert.deepEqual(codesOf(withFacts({}, { expiries: ends(29) })), ["expires-soon"]);
    assert.deepEqual(codesOf(withFacts({}, { expiries: ends(31) })), []);
    assert.equal(withFacts({}, { expiries: ends(29) }).verdict, "ready");
  });

  test("an expiry that is no day counts as ended: what cannot be told is not taken for good", () => {
    const expiries = [{ what: "certificate" as const, name: "x", expires: "soon" }];
    assert.equal(withFacts({}, { expiries }).verdict, "not-ready");
  });
});

describe("a secret that the engine shows as a placeholder", () => {
  test("is said to be unverifiable, and leaves the verdict", () => {
    const notices = [{ code: "secret-unverifiable", path: "/value", message: "hidden" }];
    const [first, ...others] = aStandbySnapshot().entries;
    assert.ok(first);
    const readiness = assess({
      standby: aNode("tie-b", aStandbySnapshot({ entries: [{ ...first, notices }, ...others] })),
    });
    assert.equal(readiness.verdict, "ready");
    assert.deepEqual(codesOf(readiness), ["secret-unverifiable"]);
  });
});

describe("what is not read for its name", () => {
  test("is told with its count and first names, and leaves the verdict", () => {
    const leftOut = { folders: 7, files: 1, names: ["log/", "queue/", "temp/", "tmp/", "a/log/", "b/log/", "*.hl7"] };
    const snapshot = aStandbySnapshot();
    const standby = aNode("tie-b", { ...snapshot, facts: { ...snapshot.facts, leftOut } });
    const readiness = assess({ standby });
    assert.equal(readiness.verdict, "ready");
    assert.deepEqual(codesOf(readiness), ["left-out"]);
    assert.match(
      readiness.reasons[0]?.message ?? "",
      /^7 folders and 1 file on tie-b were not read.*: 'log\/', 'queue\/', 'temp\/', 'tmp\/', 'a\/log\/' and others\.$/,
    );
  });
});

describe("a cold standby that is stopped", () => {
  const stopped = [{ code: "node-down" as const, message: "tie-b refused the connection" }];
  const cold = { id: "tie", owner: "Integration team", standbyMode: "cold" as const };
  const seen = (days: number) => aStandbySnapshot({ takenAt: minutesAgo(days * DAYS) });

  test("is judged by its last snapshot, with its age", () => {
    const readiness = assess({ engine: cold, standby: aNode("tie-b", seen(3), stopped) });
    assert.equal(readiness.verdict, "ready");
    assert.deepEqual(codesOf(readiness), ["standby-stopped"]);
    assert.match(readiness.reasons[0]?.message ?? "", /2026-11-20 02:00, 3 days old/);
    assert.ok(Date.parse(readiness.expiresAt) > Date.parse(minutesAgo(0)));
  });

  test("is unknown once that snapshot is older than policy allows", () => {
    const readiness = assess({ engine: cold, standby: aNode("tie-b", seen(8), stopped) });
    assert.equal(readiness.verdict, "unknown");
    assert.ok(codesOf(readiness).includes("snapshot-stale"));
  });

  test("is unknown when it was never read, when it refuses us or is silent, and when it should be running", () => {
    const refused = [{ code: "login-refused" as const, message: "refused" }];
    const silent = [{ code: "node-unreachable" as const, message: "tie-b did not answer" }];
    assert.equal(assess({ engine: cold, standby: aNode("tie-b", seen(1), silent) }).verdict, "unknown");
    assert.equal(assess({ engine: cold, standby: aNode("tie-b", undefined, stopped) }).verdict, "unknown");
    assert.equal(assess({ engine: cold, standby: aNode("tie-b", seen(1), refused) }).verdict, "unknown");
    assert.equal(assess({ standby: aNode("tie-b", seen(1), stopped) }).verdict, "unknown");
    assert.equal(assess({ engine: cold, production: aNode("tie-a", aSnapshot(), stopped) }).verdict, "unknown");
  });
});

describe("a difference with which no failover works", () => {
  const dialect = {
    concepts: { channel: "platform" as const },
    mustMatch: (kind: string, _key: string, segments: readonly string[]) =>
      kind === "channel" && segments[0] === "port" ? "both members must serve as many connections" : undefined,
  };

  test("blocks whatever a waiver says", () => {
    const { id } = judgeOne(aDrift());
    const finding = judgeOne(aDrift(), aPolicy({ waivers: [aWaiver({ id })] }), { dialect });
    assert.equal(finding.explainedBy?.by, "waiver");
    assert.deepEqual([finding.blocksReadiness, finding.severity], [true, "critical"]);
    const readiness = assess({ findings: [finding] });
    assert.equal(readiness.verdict, "not-ready");
    assert.deepEqual(codesOf(readiness), ["must-match"]);
  });

  test("blocks although the two values read alike", () => {
    const [change] = aDrift().changes;
    assert.ok(change);
    const alike = aDrift({ case: "standby-behind", changes: [{ ...change, production: "x", standby: "x" }] });
    assert.notEqual(judgeOne(alike, aPolicy(), { dialect }).mustMatch, undefined);
  });

  test("does not block where both nodes hold the same", () => {
    const [change] = aDrift().changes;
    assert.ok(change);
    const both = aDrift({ case: "both-changed", changes: [{ ...change, production: "7777", standby: "7777" }] });
    assert.equal(judgeOne(both, aPolicy(), { dialect }).mustMatch, undefined);
  });
});
