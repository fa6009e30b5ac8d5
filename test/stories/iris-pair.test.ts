import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import { STANDBY_ID, startMirrorPair } from "#test/fakes/mirror-pair";
import { PRODUCTION, ROUTING, SETTINGS } from "#test/simulators/small-instance";

/** What a finding says, in one line. */
function line({ artefact, case: direction, changes }: Finding): string {
  return `${direction}: ${artefact.kind} '${artefact.name}': ${changes.map(({ label, kind }) => `${label} ${kind}`).join("; ")}`;
}

function drifts(report: EngineReport): readonly string[] {
  return report.findings.filter((finding) => finding.case !== "in-lockstep").map(line);
}

/** Reasons that keep the pair from being ready: a note is none. */
function graveReasons({ readiness }: EngineReport): EngineReport["readiness"]["reasons"] {
  return readiness.reasons.filter(({ verdict }) => verdict !== "ready");
}

test("two members of a mirror that hold the same are ready", async () => {
  await using pair = await startMirrorPair();
  const first = await pair.check();
  assert.deepEqual(
    graveReasons(first).map(({ code }) => code),
    ["no-baseline"],
  );
  await pair.adopt();
  const second = await pair.check();
  assert.deepEqual(graveReasons(second), []);
  assert.ok(second.readiness.reasons.some(({ code }) => code === "secret-unverifiable"));
  assert.equal(second.readiness.verdict, "ready");
  assert.deepEqual(drifts(second), []);
  for (const { snapshot, coverage } of second.nodes) {
    assert.ok(coverage?.complete);
    assert.equal(snapshot?.changed, false);
  }
  const { snapshot } = await pair.estate.app.open("tie/tie-b");
  assert.equal(snapshot.facts.reportedRole, "standby");
  assert.equal(snapshot.facts.serverId, STANDBY_ID);
});

test("is unknown when production is the primary of a mirror and the standby is in none", async () => {
  await using pair = await startMirrorPair((model) => ({ ...model, mirror: { role: "none" } }));
  await pair.check();
  await pair.adopt();
  const { readiness } = await pair.check();
  assert.equal(readiness.verdict, "unknown");
  assert.match(readiness.reasons[0]?.message ?? "", /tie-a says that it is the primary.*tie-b says nothing of a role/);
});

test("two single instances without any mirror can be ready", async () => {
  await using pair = await startMirrorPair((model) => ({ ...model, mirror: { role: "none" } }));
  pair.a.state.mirror = { role: "none" };
  await pair.check();
  await pair.adopt();
  assert.equal((await pair.check()).readiness.verdict, "ready");
});

test("a changed rule, a changed default setting and a missing web application make the standby not ready", async () => {
  await using pair = await startMirrorPair();
  await pair.check();
  await pair.adopt();
  pair.b.state.editDocument("LIVE", ROUTING, 'value="ADT_A01"', 'value="ADT_A08"', "jsmith");
  pair.b.state.editDocument("LIVE", SETTINGS, "lims.hospital.test", "lims-test.hospital.test");
  pair.b.state.removeRow("%SYS", "Security.Applications", "/api/hospital", "jsmith");
  const report = await pair.check();
  assert.equal(report.readiness.verdict, "not-ready");
  assert.deepEqual(drifts(report).toSorted(), [
    "standby-behind: production-item 'To LIMS': IPAddress changed",
    "standby-behind: rule 'Hospital.Live.Rules.AdtRouting': Rule set › Rule 'admissions' › Constraint 'docName' › Value changed",
    "standby-behind: system-default 'IPAddress of Hospital.Live.Production, To LIMS, EnsLib.HL7.Operation.TCPOperation': Value changed",
    "standby-behind: web-application '/api/hospital': Web application missing",
  ]);
});

test("an unchanged night is read without fetching the classes again, and is whole all the same", async () => {
  await using pair = await startMirrorPair();
  await pair.check();
  const askedBefore = pair.a.documentsAsked.length;
  const second = await pair.check();
  assert.ok(second.nodes.every(({ coverage, snapshot }) => coverage?.complete && snapshot?.changed === false));
  // Rule, transformation, class and routine are taken over.
  assert.deepEqual(pair.a.documentsAsked.slice(askedBefore).toSorted(), [SETTINGS, PRODUCTION, "WardToSite.LUT"]);
  pair.b.state.removeDocument("LIVE", ROUTING);
  const third = await pair.check();
  assert.ok(third.findings.some((finding) => line(finding).includes(`rule 'Hospital.Live.Rules.AdtRouting'`)));
});

test("the direction follows the roles that the members tell at that time", async () => {
  await using pair = await startMirrorPair();
  await pair.check();
  await pair.adopt();
  pair.a.state.mirror = { role: "backup", failoverReady: true };
  pair.b.state.mirror = { role: "primary" };
  pair.a.state.removeRow("%SYS", "Security.Applications", "/api/hospital");
  const report = await pair.check();
  const roles = report.nodes.map(({ nodeId, role }) => `${nodeId} ${role}`);
  assert.deepEqual(roles.toSorted(), ["tie-a standby", "tie-b primary"]);
  assert.deepEqual(drifts(report), ["standby-behind: web-application '/api/hospital': Web application missing"]);
});

test("a different MaxServers keeps the standby from taking over, whoever approved it", async () => {
  await using pair = await startMirrorPair();
  await pair.check();
  await pair.adopt();
  pair.b.state.setRows("%SYS", "Config.config", [{ ID: "config", MaxServers: 4, MaxServerConn: 1 }]);
  const report = await pair.check();
  assert.equal(report.readiness.verdict, "not-ready");
  assert.deepEqual(
    graveReasons(report).map(({ code }) => code),
    ["must-match"],
  );
  assert.match(graveReasons(report)[0]?.message ?? "", /MaxServers must be the same/);
});

test("a switched-off item of the standby's production is not ready, and is named as people name it", async () => {
  await using pair = await startMirrorPair();
  await pair.check();
  await pair.adopt();
  pair.b.state.editDocument("LIVE", PRODUCTION, 'PoolSize="1" Enabled="true"', 'PoolSize="1" Enabled="false"');
  const report = await pair.check();
  assert.equal(report.readiness.verdict, "not-ready");
  assert.deepEqual(drifts(report), ["standby-behind: production-item 'PAS ADT In': Enabled changed"]);
});

test("a standby without the namespace is not ready, and says what to do", async () => {
  const isOther = ({ name }: { readonly name: string }): boolean => name !== "LIVE";
  await using pair = await startMirrorPair((model) => ({ ...model, namespaces: model.namespaces.filter(isOther) }), {
    namespaces: ["LIVE"],
  });
  const rows = pair.b.state.rows("%SYS", "Config.Namespaces");
  pair.b.state.setRows(
    "%SYS",
    "Config.Namespaces",
    rows.filter((row) => row["Name"] !== "LIVE"),
  );
  const report = await pair.check();
  assert.equal(report.readiness.verdict, "not-ready");
  const reason = report.readiness.reasons.find(({ code }) => code === "namespace-missing");
  assert.match(reason?.message ?? "", /no namespace LIVE/);
  assert.match(reason?.action ?? "", /Create it/);
});
