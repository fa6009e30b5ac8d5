import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { DriftCase } from "#schemas/drift";
import type { ReadinessVerdict } from "#schemas/readiness";
import { worstOf } from "#services/core/readiness/worst-of";
import { aPolicy } from "#test/fakes/judged";
import {
  aFindingOn,
  aNode,
  anEntry,
  aSnapshot,
  aStandbySnapshot,
  assess,
  codesOf,
  minutesAgo,
} from "#test/fakes/readiness-story";

const interfaces = [
  { match: { name: "ADT*" }, tier: 1, flow: "ADT", owner: "ADT team" },
  { match: { name: "Menus*" }, tier: 4, flow: "Menus", owner: "Catering" },
];

test("the worst verdict wins, and of none at all the verdict is unknown", () => {
  const verdict = fc.constantFrom<ReadinessVerdict>("ready", "unknown", "not-ready");
  const worst = (verdicts: ReadinessVerdict[]) =>
    (["not-ready", "unknown", "ready"] as const).find((candidate) => verdicts.includes(candidate)) ?? "unknown";
  fc.assert(
    fc.property(fc.array(verdict), (verdicts) => {
      assert.equal(worstOf(verdicts), worst(verdicts));
    }),
  );
});

const DIRECTIONS: readonly DriftCase[] = ["standby-behind", "production-changed", "both-changed", "diverged"];
const arbitraryFindings = fc.array(
  fc
    .record({
      flow: fc.constantFrom("ADT", "Menus", "Letters"),
      tier: fc.integer({ min: 1, max: 4 }),
      case: fc.constantFrom(...DIRECTIONS),
      blocksReadiness: fc.boolean(),
      kind: fc.constantFrom("channel", "code-template"),
    })
    .map(({ flow, tier, kind, ...about }) =>
      aFindingOn(flow, tier, { ...about, artefact: { kind, key: flow, name: flow, path: flow } }),
    ),
  { maxLength: 6 },
);

test("ready and a list of findings that block cannot both be said", () => {
  fc.assert(
    fc.property(arbitraryFindings, fc.boolean(), (found, hasBaseline) => {
      const findings = found.map((finding, index) => ({ ...finding, id: `sha256:${index}` }));
      const missing = { missing: "none", message: "none yet" } as const;
      const readiness = assess({ findings, ...(hasBaseline ? {} : { baseline: missing }) });
      const blocking = findings.filter((finding) => finding.blocksReadiness).map(({ id }) => id);
      const expected = hasBaseline ? (blocking.length > 0 ? "not-ready" : "ready") : "unknown";
      assert.equal(readiness.verdict, expected);
      assert.equal(readiness.verdict === "ready", readiness.reasons.length === 0);
      const named = readiness.reasons.flatMap((reason) => reason.findings);
      assert.deepEqual(named.toSorted(), blocking.toSorted());
      const parts = Object.values({ ...readiness.byFlow, ...readiness.byTier });
      for (const part of parts) assert.equal(part.verdict === "ready", part.reasons.length === 0);
      if (parts.some(({ verdict }) => verdict === "not-ready")) assert.equal(readiness.verdict, "not-ready");
    }),
  );
});

test("one feed of tier 4 does not hide that ADT is ready", () => {
  const readiness = assess({ policy: aPolicy({ interfaces }), findings: [aFindingOn("Menus", 4)] });
  assert.equal(readiness.verdict, "not-ready");
  assert.deepEqual(readiness.byFlow, {
    ADT: { verdict: "ready", blocking: 0, reasons: [] },
    Menus: { verdict: "not-ready", blocking: 1, reasons: ["parity"] },
  });
  assert.deepEqual([readiness.byTier["1"]?.verdict, readiness.byTier["4"]?.verdict], ["ready", "not-ready"]);
});

test("two flows with one owner are told apart, although they share a reason", () => {
  const findings = [aFindingOn("ADT", 1, { owner: "Team" }), aFindingOn("Menus", 4, { owner: "Team" })];
  const readiness = assess({ policy: aPolicy({ interfaces }), findings });
  assert.equal(readiness.reasons.length, 1);
  assert.deepEqual([readiness.byFlow["ADT"]?.blocking, readiness.byFlow["Menus"]?.blocking], [1, 1]);
});

test("what serves every interface counts against every flow", () => {
  const artefact = { kind: "code-template", key: "t", name: "trim", path: "code-templates/trim" };
  const readiness = assess({
    policy: aPolicy({ interfaces }),
    findings: [aFindingOn("No flow declared", 1, { artefact })],
  });
  assert.deepEqual(
    Object.values(readiness.byFlow).map(({ verdict }) => verdict),
    ["not-ready", "not-ready", "not-ready"],
  );
});

test("what could not be told counts against every flow and outranks ready, never not-ready", () => {
  const standby = aNode("tie-b", aStandbySnapshot({ takenAt: minutesAgo(2000) }));
  const readiness = assess({ policy: aPolicy({ interfaces }), findings: [aFindingOn("Menus", 4)], standby });
  assert.equal(readiness.verdict, "not-ready");
  assert.deepEqual([readiness.byFlow["ADT"]?.verdict, readiness.byFlow["Menus"]?.verdict], ["unknown", "not-ready"]);
});

/** Both nodes hold one channel; it runs on production, and is in this state on the standby. */
function standbyIs(operability: "deployed" | "saved-only" | undefined, standby?: "any" | "saved-only") {
  const entries = [anEntry("1", { name: "ADT In" })];
  const fact = { kind: "channel", key: "1" } as const;
  const onStandby = operability === undefined ? [] : [{ ...fact, operability, queued: 4 }];
  const [adt] = interfaces;
  return assess({
    policy: aPolicy({
      interfaces: adt === undefined ? [] : [{ ...adt, ...(standby === undefined ? {} : { standby }) }],
    }),
    baseline: { snapshot: aSnapshot({ entries }) },
    production: aNode("tie-a", aSnapshot({ entries, facts: { operability: [{ ...fact, operability: "deployed" }] } })),
    standby: aNode("tie-b", aStandbySnapshot({ entries, facts: { operability: onStandby } })),
  });
}

test("a standby that holds everything but does not run it is not ready, for the flow concerned", () => {
  const readiness = standbyIs("saved-only");
  assert.deepEqual([readiness.verdict, codesOf(readiness)], ["not-ready", ["operability"]]);
  assert.equal(readiness.byFlow["ADT"]?.verdict, "not-ready");
  assert.equal(standbyIs("deployed").verdict, "ready");
  assert.equal(standbyIs("saved-only", "saved-only").verdict, "ready");
  assert.equal(standbyIs("saved-only", "any").verdict, "ready");
});

test("a standby whose state is not known is unknown", () => {
  assert.equal(standbyIs(undefined).verdict, "unknown");
});

test("a flow that only its state concerns is told, too", () => {
  const entries = [anEntry("1")];
  const fact = { kind: "channel", key: "1" } as const;
  const production = aSnapshot({ entries, facts: { operability: [{ ...fact, operability: "deployed" }] } });
  const standby = aStandbySnapshot({ entries, facts: { operability: [{ ...fact, operability: "saved-only" }] } });
  const readiness = assess({
    baseline: { snapshot: production },
    production: aNode("tie-a", production),
    standby: aNode("tie-b", standby),
  });
  assert.equal(readiness.byFlow["No flow declared"]?.verdict, "not-ready");
  assert.equal(readiness.byTier["1"]?.verdict, "not-ready");
});

test("the queues stand beside the verdict, and are not told where the engine does not", () => {
  const { queued } = standbyIs("deployed");
  assert.deepEqual(queued, { production: null, standby: 4 });
});

test("a verdict expires by the older of its two looks", () => {
  const policy = aPolicy({ settings: { maxSnapshotAgeMinutes: 60 } });
  const standby = aNode("tie-b", aStandbySnapshot({ takenAt: minutesAgo(20) }));
  const readiness = assess({ policy, standby });
  assert.deepEqual([readiness.asOf, readiness.expiresAt], [minutesAgo(20), minutesAgo(-40)]);
});

test("what nobody authorised blocks only where policy says so", () => {
  const { authorisation, ...finding } = aFindingOn("ADT", 1, { blocksReadiness: false, case: "both-changed" });
  const findings = [{ ...finding, authorisation: { ...authorisation, verdict: "unreferenced" as const } }];
  assert.equal(assess({ findings }).verdict, "ready");
  const policy = aPolicy({ settings: { unauthorisedBlocksReadiness: true } });
  assert.deepEqual(codesOf(assess({ findings, policy })), ["unauthorised"]);
});

test("an engine is not told of flows and tiers that only another engine carries", () => {
  const policy = aPolicy({
    interfaces: [
      { match: { engine: "tie", name: "ADT*" }, tier: 1, flow: "ADT", owner: "ADT team" },
      { match: { engine: "other-*", name: "Scans*" }, tier: 4, flow: "Scans", owner: "Imaging" },
    ],
  });
  const { byFlow, byTier } = assess({ policy });
  assert.deepEqual([Object.keys(byFlow), Object.keys(byTier)], [["ADT"], ["1"]]);
});

test("who made a change is asked before anybody adopts or aligns it", () => {
  const authorisation = { ...aFindingOn("ADT", 1).authorisation, verdict: "unreferenced" as const };
  const findings = [aFindingOn("ADT", 1, { case: "production-changed", authorisation })];
  const policy = aPolicy({ settings: { unauthorisedBlocksReadiness: true } });
  assert.deepEqual(codesOf(assess({ findings, policy })), ["unauthorised", "parity"]);
});
