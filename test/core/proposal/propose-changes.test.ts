import assert from "node:assert/strict";
import { test } from "node:test";
import { aChange, aFinding, aNode, aReason, aReport, propose, proposeReport, under, withReason } from "./propose.js";

const WAIVED = { by: "waiver", id: "w-1", reason: "waits", expires: "2026-12-01" } as const;
const EXPECTED = { by: "expected-difference", id: "e-1", reason: "by host", expires: null } as const;

test("asks for one decision where production left the baseline, and says what it means for a failover", () => {
  const [a, b] = [aFinding("1"), aFinding("2", {}, { changes: [aChange("/host", "a", "b")] })];
  const behind = aFinding("3", { case: "standby-behind" });
  const { proposals, declined, without } = propose([a, behind, b]);
  const [proposal] = proposals;
  assert.equal(proposals.length, 1);
  assert.deepEqual(declined, []);
  assert.equal(proposal?.kind, "adopt");
  assert.equal(proposal?.key, "unauthorised-flow-adt");
  assert.deepEqual(proposal?.cause, { by: "flow", name: "ADT" });
  assert.deepEqual(proposal?.effect, { verdict: "not-ready", blocking: 2, othersBlocking: 1 });
  assert.deepEqual([proposal?.severity, proposal?.tier, proposal?.verdict], ["critical", 1, "unreferenced"]);
  assert.equal(proposal?.production.nodeId, "tie-a");
  assert.equal(proposal?.ticket, null);
  assert.deepEqual(
    without.map(({ why, findings }) => [why, findings]),
    [["standby-only", 1]],
  );
});

test("asks nobody about what the standby alone did, nor about what is explained", () => {
  const { proposals, without } = propose([
    aFinding("1", { case: "standby-behind" }),
    aFinding("2", { explainedBy: EXPECTED }),
    aFinding("3", { explainedBy: WAIVED }),
    aFinding("4", { case: "diverged" }, { changes: [aChange("/x", "1", "1", "2")] }),
  ]);
  assert.deepEqual(proposals, []);
  assert.deepEqual(
    without.map(({ why, findings }) => [why, findings]),
    [
      ["standby-only", 2],
      ["explained", 2],
    ],
  );
});

test("asks nobody to adopt what only breaks an expected difference: no baseline could follow it", () => {
  const expected = { rule: "e-1", production: "pas-a", standby: "pas-b" };
  const held = { ...aChange("/host", "pas-x", "pas-x", "pas-b"), expected };
  assert.deepEqual(propose([aFinding("1", {}, { changes: [held] })]).proposals, []);
  const away = { ...held, production: "pas-y" };
  assert.equal(propose([aFinding("1", {}, { changes: [away] })]).proposals.length, 1);
});

test("a ticket is a cause of its own, whatever its flows; where its system does not know it, it is none", () => {
  const { proposals } = propose([
    aFinding("1", { ...under("CHG0000042", "authorised"), flow: "ADT" }),
    aFinding("2", { ...under("CHG0000042", "authorised"), flow: "Pathology" }),
    aFinding("3", under("CHG0000043", "ticket-unknown")),
  ]);
  assert.deepEqual(
    proposals.map(({ key, ticket, flows, changes }) => [key, ticket, flows, changes.length]),
    [
      ["unauthorised-flow-adt", null, ["ADT"], 1],
      ["ticket-chg0000042", "CHG0000042", ["ADT", "Pathology"], 2],
    ],
  );
});

test("never puts an unauthorised change, or one nobody could judge, into one proposal with an authorised one", () => {
  const { proposals } = propose([
    aFinding("1", under("CHG0000042", "authorised")),
    aFinding("2", under("CHG0000042", "scope-mismatch")),
    aFinding("3", under("CHG0000042", "pending-retrospective")),
    aFinding("4", under(null, "source-unavailable")),
    aFinding("5", under(null, "unreferenced")),
  ]);
  assert.deepEqual(
    proposals.map(({ key, unauthorised, changes }) => [key, unauthorised, changes.length]),
    [
      ["unauthorised-flow-adt", true, 1],
      ["unauthorised-ticket-chg0000042", true, 1],
      ["ticket-chg0000042", false, 2],
      ["unproven-flow-adt", false, 1],
    ],
  );
});

test("an artefact is decided as a whole: what a ticket covers in it does not carry the rest along", () => {
  const covered = aFinding("1", under("CHG0000042", "authorised"));
  const rest = aFinding(
    "1",
    { case: "both-changed" },
    { case: "both-changed", changes: [aChange("/host", "a", "b", "b")] },
  );
  const { proposals } = propose([covered, rest]);
  assert.equal(proposals.length, 1);
  assert.equal(proposals[0]?.unauthorised, true);
  assert.equal(proposals[0]?.changes.length, 2);
});

test("what is waived in an artefact that is to be adopted for something else is shown and bound, and makes nobody guilty", () => {
  const open = aFinding("1", under("CHG0000042", "authorised"));
  const waived = aFinding(
    "1",
    { explainedBy: WAIVED },
    { case: "both-changed", changes: [aChange("/host", "a", "b", "b")] },
  );
  const [alone] = propose([open]).proposals;
  const [both] = propose([open, waived]).proposals;
  assert.deepEqual(both?.findings.map(({ explainedBy }) => explainedBy?.id ?? null).sort(), [null, "w-1"]);
  assert.notEqual(both?.digest, alone?.digest);
  // What a ticket was bound to stays what it was.
  assert.ok(both?.changes.some(({ digest }) => digest === alone?.changes[0]?.digest));
  assert.equal(both?.unauthorised, false);
  assert.deepEqual(propose([waived]).proposals, []);
});

test("proposes to put back what was done under a ticket that was cancelled or rejected, apart from all else", () => {
  const { proposals } = propose([
    aFinding("1", under("CHG0000042", "ticket-cancelled-or-rejected")),
    aFinding("2", under("CHG0000042", "out-of-window")),
  ]);
  assert.deepEqual(
    proposals.map(({ kind, key }) => [kind, key]),
    [
      ["restore", "restore-unauthorised-ticket-chg0000042"],
      ["adopt", "unauthorised-ticket-chg0000042"],
    ],
  );
});

test("the same change in three artefacts is one pattern across flows; in two it is not", () => {
  const finding = (key: string, flow: string) => aFinding(key, { flow });
  const three = propose([finding("1", "ADT"), finding("2", "Pathology"), finding("3", "Radiology")]).proposals;
  assert.equal(three.length, 1);
  assert.deepEqual(three[0]?.cause, { by: "pattern", name: "/port" });
  assert.deepEqual(three[0]?.flows, ["ADT", "Pathology", "Radiology"]);
  const two = propose([finding("1", "ADT"), finding("2", "Pathology")]).proposals;
  assert.deepEqual(
    two.map(({ cause }) => cause.by),
    ["flow", "flow"],
  );
});

test("what a ticket covers, or stands otherwise, makes no pattern of two others", () => {
  for (const about of [under("CHG0000042", "out-of-window"), under(null, "source-unavailable")]) {
    const { proposals } = propose([aFinding("1"), aFinding("2"), aFinding("3", about)]);
    assert.deepEqual(
      proposals.flatMap(({ cause }) => (cause.by === "pattern" ? [cause.name] : [])),
      [],
    );
  }
});

test("the same path with another value is no pattern", () => {
  const { proposals } = propose(
    ["1", "2", "3"].map((key) => aFinding(key, {}, { changes: [aChange("/port", "6661", `700${key}`)] })),
  );
  assert.deepEqual(
    proposals.map(({ cause }) => cause.by),
    ["flow"],
  );
});

test("five hundred drifts of one night make a handful of proposals, and none is lost", () => {
  const findings = Array.from({ length: 500 }, (_, index) =>
    aFinding(
      `${index}`,
      {
        flow: ["ADT", "Pathology", "Radiology", "Letters"][index % 4] ?? "",
        ...(index % 5 === 0 ? under("CHG0000042", "authorised") : {}),
      },
      { changes: [aChange("/port", "6661", `${7000 + (index % 120)}`)] },
    ),
  );
  const { proposals } = propose(findings);
  assert.ok(proposals.length <= 10, `${proposals.length} proposals`);
  assert.equal(new Set(proposals.flatMap((proposal) => proposal.changes.map(({ finding }) => finding))).size, 500);
});

test("puts back an artefact only where all that was done to it was under a ticket that was withdrawn", () => {
  const withdrawn = aFinding("1", under("CHG0000042", "ticket-cancelled-or-rejected"));
  const other = aFinding("1", {}, { case: "both-changed", changes: [aChange("/host", "a", "b", "b")] });
  assert.deepEqual(
    propose([withdrawn, other]).proposals.map(({ kind }) => kind),
    ["adopt"],
  );
});

test("the worst verdict speaks, and that nothing asked for a ticket is the mildest", () => {
  const [proposal] = propose([
    aFinding("1", under(null, "not-applicable")),
    aFinding("2", under(null, "authorised")),
  ]).proposals;
  assert.equal(proposal?.verdict, "authorised");
  const [worse] = propose([
    aFinding("1", under(null, "scope-mismatch")),
    aFinding("2", under(null, "unreferenced")),
  ]).proposals;
  assert.equal(worse?.verdict, "unreferenced");
});

test("counts what keeps the engine from being ready, or from being told ready, and no mere note", () => {
  const [a, b] = [aFinding("1"), aFinding("2")];
  const blocked = (verdict: "unknown" | "ready") => {
    const report = aReport([a, b]);
    const reasons = [{ ...aReason("ticket-source-unavailable"), verdict, findings: [a.id] }];
    return proposeReport({ ...report, readiness: { ...report.readiness, reasons } }).proposals[0]?.effect.blocking;
  };
  assert.deepEqual([blocked("unknown"), blocked("ready")], [1, 0]);
});

test("says what was done to each artefact", () => {
  const findings = [
    aFinding("added", {}, { changes: [aChange("/", null, "present")] }),
    aFinding("changed"),
    aFinding("removed", {}, { changes: [aChange("/", "present", null)] }),
  ];
  const [proposal] = propose(findings).proposals;
  assert.deepEqual(
    proposal?.changes.map(({ artefact, what }) => [artefact.key, what]),
    [
      ["added", "added"],
      ["changed", "changed"],
      ["removed", "removed"],
    ],
  );
});

test("proposes nothing without an approved baseline, and says so", () => {
  const { proposals, without } = proposeReport(aReport([aFinding("1")], { baseline: null }));
  assert.deepEqual(proposals, []);
  assert.deepEqual(
    without.map(({ why, findings }) => [why, findings]),
    [["no-baseline", 1]],
  );
});

const DOUBTS = {
  "was not reached": { nodes: [aNode("tie-a", { access: "unreachable" }), aNode("tie-b")] },
  "is at fault": { nodes: [aNode("tie-a", { fault: "answer-truncated" }), aNode("tie-b")] },
  "was never read": { nodes: [aNode("tie-a", { snapshot: null, freshness: "never" }), aNode("tie-b")] },
  "is stale": { nodes: [aNode("tie-a", { freshness: "stale" }), aNode("tie-b")] },
  "is claimed by both nodes": { nodes: [aNode("tie-a"), aNode("tie-b", { role: "primary" })] },
  "is claimed by no node": { nodes: [aNode("tie-a", { role: "standby" }), aNode("tie-b")] },
} as const;

for (const [doubt, about] of Object.entries(DOUBTS)) {
  test(`proposes nothing where production ${doubt}`, () => {
    const { proposals, without } = proposeReport(aReport([aFinding("1")], { nodes: [...about.nodes] }));
    assert.deepEqual(proposals, []);
    assert.deepEqual(
      without.map(({ why }) => why),
      ["not-read"],
    );
  });
}

for (const code of ["reader-changed", "policy-invalid", "estate-invalid", "roles-contested", "wrong-server"]) {
  test(`proposes nothing while the run says ${code}`, () => {
    const { proposals, without } = proposeReport(withReason(aReport([aFinding("1")]), aReason(code)));
    assert.deepEqual(proposals, []);
    assert.deepEqual(
      without.map(({ why }) => why),
      ["not-read"],
    );
  });
}

test("proposes nothing from half an export of production, and goes on where the gap was accepted", () => {
  const short = { complete: false, kinds: {}, unread: [{ source: "alerts", code: "login-refused", message: "no" }] };
  const report = aReport([aFinding("1")], { nodes: [aNode("tie-a", { coverage: short }), aNode("tie-b")] });
  const doubted = withReason(report, aReason("coverage-incomplete"));
  assert.deepEqual(
    proposeReport(doubted).without.map(({ why }) => why),
    ["not-read"],
  );
  assert.equal(proposeReport(report).proposals.length, 1);
});

test("a standby that was not read keeps nobody from deciding what was done on production", () => {
  const report = aReport([aFinding("1")], {
    nodes: [aNode("tie-a"), aNode("tie-b", { access: "refused", fault: "wrong-server" })],
  });
  assert.equal(proposeReport(withReason(report, aReason("wrong-server"))).proposals.length, 1);
});

test("proposes nothing at all from a suspect export, and nothing is set aside for it", () => {
  const message = "9 of 10 artefacts vanished at once on tie-a.";
  const report = aReport([aFinding("1"), aFinding("2")]);
  const suspect = withReason(report, aReason("export-suspect", message));
  const overridden = {
    ...report,
    readiness: { ...report.readiness, setAside: [{ ...aReason("export-suspect", message), overrides: [1] }] },
  };
  for (const one of [suspect, overridden, withReason(report, aReason("export-suspect", "in words of tomorrow"))]) {
    const { proposals, without } = proposeReport(one);
    assert.deepEqual(proposals, []);
    assert.deepEqual(
      without.map(({ why, findings }) => [why, findings]),
      [["suspect-export", 2]],
    );
  }
});

test("a suspect export of the standby casts no doubt on what production holds", () => {
  const reason = aReason("export-suspect", "9 of 10 artefacts vanished at once on tie-b.");
  assert.equal(proposeReport(withReason(aReport([aFinding("1")]), reason)).proposals.length, 1);
});

test("two tickets are two proposals, and one ticket in two spellings is one", () => {
  const keys = propose([
    aFinding("1", under("CHG0000042", "authorised")),
    aFinding("2", under("chg0000042", "authorised")),
    aFinding("3", under("CHG0000043", "authorised")),
  ]).proposals.map(({ key }) => key);
  assert.deepEqual(keys, ["ticket-chg0000042", "ticket-chg0000043"]);
});
