import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { DriftCase } from "#schemas/drift";
import type { Waiver } from "#schemas/policy";
import { compareTiny } from "#test/fakes/compare-tiny";
import { aDrift, aPolicy, aWaiver, judgeOne } from "#test/fakes/judged";
import { branch, leaf, tinyArtefact } from "#test/fakes/tiny-dialect";

const CASES: readonly DriftCase[] = ["standby-behind", "production-changed", "both-changed", "diverged", "in-lockstep"];

test("severity follows the tier of the interface, and what nobody mapped is treated as if patients depended on it", () => {
  const severityAt = (tier: number) => {
    const rule = { match: { name: "PAS *" }, tier, flow: "ADT", owner: "ADT team" };
    return judgeOne(aDrift(), aPolicy({ interfaces: [rule] })).severity;
  };
  assert.deepEqual([1, 2, 3, 4].map(severityAt), ["critical", "high", "medium", "low"]);
  const unmapped = judgeOne(aDrift());
  assert.deepEqual([unmapped.severity, unmapped.tier], ["critical", 1]);
});

test("an explained difference is information and blocks nothing", () => {
  const rule = { id: "r", artefact: {}, path: "/port", values: {}, reason: "own port", expires: "2026-12-24" };
  const finding = judgeOne(aDrift({ explainedBy: "r" }), aPolicy({ expectedDifferences: [rule] }));
  assert.deepEqual(finding.explainedBy, {
    by: "expected-difference",
    id: "r",
    reason: "own port",
    expires: "2026-12-24",
  });
  assert.deepEqual([finding.severity, finding.blocksReadiness], ["info", false]);
});

test("what makes the nodes unequal blocks a failover; what both took alike waits for its baseline only", () => {
  const blocks = Object.fromEntries(
    CASES.map((direction) => [direction, judgeOne(aDrift({ case: direction })).blocksReadiness]),
  );
  assert.deepEqual(blocks, {
    "standby-behind": true,
    "production-changed": true,
    "both-changed": false,
    diverged: true,
    "in-lockstep": false,
  });
});

test("both nodes agreeing on what was declared otherwise blocks, too", () => {
  const [change] = aDrift().changes;
  assert.ok(change);
  const changes = [{ ...change, expected: { rule: "r", production: "1", standby: "2" } }];
  assert.equal(judgeOne(aDrift({ case: "both-changed", changes })).blocksReadiness, true);
});

test("a finding has the same id in every run and at every hour, under every policy", () => {
  const id = judgeOne(aDrift()).id;
  const interfaces = [{ match: {}, tier: 4, flow: "Letters", owner: "Someone else" }];
  assert.equal(judgeOne(aDrift(), aPolicy({ interfaces }), { at: "2031-01-01T00:00:00.000Z" }).id, id);
  const renamed = { ...aDrift().artefact, name: "PAS ADT In (old)", path: "channels/other~k1" };
  assert.equal(judgeOne(aDrift({ artefact: renamed })).id, id);
});

test("other content, another direction, artefact or engine is another finding", () => {
  const [change] = aDrift().changes;
  assert.ok(change);
  const ids = [
    judgeOne(aDrift()),
    judgeOne(aDrift({ changes: [{ ...change, standby: "7778" }] })),
    judgeOne(aDrift({ changes: [{ ...change, path: "/host" }] })),
    judgeOne(aDrift({ case: "diverged" })),
    judgeOne(aDrift({ artefact: { ...aDrift().artefact, key: "k2" } })),
    judgeOne(aDrift(), aPolicy(), { engineId: "rie" }),
  ].map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test("an unexpected channel whose content changes is another finding, so a waiver for the first no longer holds", () => {
  const channel = (script: string) => tinyArtefact(branch("channel", leaf("name", "Copy"), leaf("script", script)));
  const idOf = (script: string) => {
    const [drift] = compareTiny({ standby: channel(script) });
    assert.ok(drift);
    return judgeOne(drift).id;
  };
  assert.notEqual(idOf("return 1;"), idOf("return 2;"));
  assert.equal(idOf("return 1;"), idOf("return 1;"));
});

test("a waiver in force makes its finding information, shown with its reason and end", () => {
  const finding = judgeOne(aDrift());
  const waived = judgeOne(aDrift(), aPolicy({ waivers: [aWaiver(finding)] }));
  assert.deepEqual(waived.explainedBy, {
    by: "waiver",
    id: "w-1",
    reason: "waits for the supplier",
    expires: "2026-11-30",
  });
  assert.deepEqual([waived.severity, waived.blocksReadiness, waived.id], ["info", false, finding.id]);
});

const WEAK: readonly (readonly [claim: string, about: Partial<Waiver>])[] = [
  ["was given for other content", { finding: `sha256:${"0".repeat(64)}` }],
  ["has expired", { granted: "2026-11-01", expires: "2026-11-22" }],
  ["was granted for a day to come", { granted: "2026-11-24" }],
  ["runs longer than policy allows", { granted: "2026-11-20", expires: "2027-03-01" }],
  ["was approved by its own owner", { approver: "J. Okafor" }],
  ["was approved by its own owner in other letters", { approver: " j. okafor " }],
  ["ends on a day that does not exist", { expires: "2026-13-45" }],
  ["was granted on a day that does not exist", { granted: "2026-13-45" }],
  ["names another artefact", { artefact: { name: "LIMS *" } }],
  ["names another engine", { artefact: { engine: "rie" } }],
  ["names another path", { path: "/host" }],
  ["names a path that only begins alike", { path: "/por" }],
];

for (const [claim, about] of WEAK) {
  test(`a waiver permits nothing when it ${claim}`, () => {
    const waiver = aWaiver(judgeOne(aDrift()), about);
    const finding = judgeOne(aDrift(), aPolicy({ waivers: [waiver] }));
    assert.equal(finding.explainedBy, null);
    assert.equal(finding.blocksReadiness, true);
  });
}

test("a waiver holds to the end of its last day in UTC", () => {
  const waivers = [aWaiver(judgeOne(aDrift()), { expires: "2026-11-23" })];
  const at = (instant: string) => judgeOne(aDrift(), aPolicy({ waivers }), { at: instant }).explainedBy?.by;
  assert.equal(at("2026-11-23T23:59:59.000Z"), "waiver");
  assert.equal(at("2026-11-24T00:00:00.000Z"), undefined);
});

test("nothing is both explained and blocking, and nothing unexplained is mere information", () => {
  fc.assert(
    fc.property(fc.constantFrom(...CASES), fc.boolean(), fc.integer({ min: 1, max: 4 }), (direction, waived, tier) => {
      const drift = aDrift({ case: direction });
      const interfaces = [{ match: {}, tier, flow: "ADT", owner: "ADT team" }];
      const waivers = waived ? [aWaiver(judgeOne(drift))] : [];
      const finding = judgeOne(drift, aPolicy({ interfaces, waivers }));
      assert.equal(finding.explainedBy !== null, waived);
      assert.equal(finding.severity === "info", waived);
      if (waived) assert.equal(finding.blocksReadiness, false);
    }),
  );
});

test("what no rule of policy names has the engine's owner, where policy names none for it", () => {
  const engineOwner = "NiFi team";
  assert.equal(judgeOne(aDrift(), aPolicy(), { engineOwner }).owner, "NiFi team");
  const policy = aPolicy({ settings: { fallbackOwner: "Integration team" } });
  assert.equal(judgeOne(aDrift(), policy, { engineOwner }).owner, "Integration team");
});
