import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { CheckReport, EngineReport } from "#schemas/check-report";
import { type App, openApp } from "#services/app";
import { initEstate } from "#services/compose/estate/init-estate";
import { settingsFor } from "#services/config";
import { describeArtefact } from "#services/reports/words/describe-artefact";
import { type ExampleHospital, startExampleHospital } from "#test/fakes/start-example-hospital";

const PRODUCTION = { tie: "tie-a", "health-connect": "hc-a", rie: "rie-a", cis: "cis-a", pager: "pager-a" } as const;

describe("an estate of five makes of engine", () => {
  let hospital: ExampleHospital;
  let folder: string;
  let app: App;

  before(async () => {
    hospital = await startExampleHospital();
    folder = await mkdtemp(join(tmpdir(), "lockstep-example-"));
    const environment = { ...process.env, ...hospital.environment };
    await initEstate(folder, { environment, actor: "test", now: () => new Date(), files: hospital.files() });
    app = await openApp(settingsFor(folder, environment));
  });
  after(async () => {
    await hospital.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("is unknown before anything was approved, and ready once production was: what may differ is declared", async () => {
    const first = await check();
    assert.deepEqual(verdicts(first), [
      "tie unknown",
      "health-connect unknown",
      "rie unknown",
      "cis unknown",
      "pager unknown",
    ]);
    for (const [engineId, nodeId] of Object.entries(PRODUCTION)) {
      const { snapshot } = await app.open(`${engineId}/${nodeId}`);
      const approval = { approver: "C. Chair", ticket: null, reviewed: true };
      await app.adopt({ engineId, from: "primary", digest: snapshot.digest, ...approval });
    }
    const second = await check();
    assert.deepEqual(verdicts(second), ["tie ready", "health-connect ready", "rie ready", "cis ready", "pager ready"]);
    assert.deepEqual(openFindings(second), []);
    for (const { nodes } of second.engines)
      for (const { coverage } of nodes) assert.deepEqual([coverage.complete, coverage.unread], [true, []]);
  });

  it("says of each engine what keeps it from taking over, in the same words, with who may have allowed it", async () => {
    hospital.night(2);
    const report = await check();
    assert.deepEqual(verdicts(report), [
      "tie not-ready",
      "health-connect not-ready",
      "rie not-ready",
      "cis not-ready",
      "pager not-ready",
    ]);
    assert.deepEqual(openFindings(report), [
      "cis: lookup 'community/Tables/nursing-teams.tbl' (cloverleaf table) production-changed unreferenced",
      "health-connect: endpoint '/api/kiosks' (web application) production-changed unreferenced",
      "health-connect: lookup table 'WardToSite' production-changed unreferenced",
      "health-connect: rule 'StElsewhere.Rules.RecordRouting' both-changed authorised CHG0041221",
      "health-connect: rule 'StElsewhere.Rules.RecordRouting' both-changed authorised CHG0041221",
      "pager: file 'output' production-changed unreferenced",
      "rie: setting 'PacsHost' (variable) production-changed unreferenced",
      "tie: interface 'ADT Fan-out' (channel) both-changed authorised CHG0041207",
      "tie: interface 'PAS ADT In' (channel) standby-behind unreferenced",
      "tie: interface 'Pathology Results' (channel) production-changed unreferenced",
      "tie: interface 'Radiology Results' (channel) both-changed authorised CHG0041210",
      "tie: interface 'TEMP ADT debug copy' (channel) production-changed unreferenced",
      "tie: setting 'mesh-mailbox-password' (configuration map) both-changed authorised CHG0041215",
    ]);
    const rie = engineNamed(report, "rie");
    assert.deepEqual(
      rie.readiness.reasons.filter(({ verdict }) => verdict === "not-ready").map(({ code }) => code),
      ["unauthorised", "must-match"],
    );
  });

  it("tells each engine only of its own flows, and of rules only where they speak of it", async () => {
    const report = await check();
    assert.deepEqual(Object.keys(engineNamed(report, "rie").readiness.byFlow), ["Imaging"]);
    assert.ok(!Object.keys(engineNamed(report, "tie").readiness.byFlow).includes("Shared record"));
    for (const { readiness } of report.engines)
      assert.ok(!readiness.reasons.some(({ code }) => code === "rule-unmatched"), JSON.stringify(readiness.reasons));
  });

  it("tells that a certificate ends in twelve days, and which secrets cannot be compared, without alarm", async () => {
    const { readiness, findings } = engineNamed(await check(), "rie");
    const notes = readiness.reasons.filter(({ verdict }) => verdict === "ready");
    const ending = notes.filter(({ code }) => code === "expires-soon").map(({ message }) => message);
    assert.equal(ending.length, 2);
    for (const message of ending)
      assert.match(message, /^The certificate 'pacs-client-2025' on rie-[ab] ends on .*, in 12 days\.$/);
    assert.equal(notes.filter(({ code }) => code === "secret-unverifiable").length, 1);
    const noticed = findings.filter((finding) => finding.case === "in-lockstep");
    assert.deepEqual(
      new Set(noticed.map(({ severity, blocksReadiness }) => `${severity} ${blocksReadiness}`)),
      new Set(["low false"]),
    );
  });

  it("waits for nothing but the baseline once people have put it right", async () => {
    hospital.night(3);
    const report = await check();
    for (const { findings, readiness } of report.engines) {
      const reasons = new Set(readiness.reasons.filter(({ verdict }) => verdict !== "ready").map(({ code }) => code));
      assert.ok(findings.every((finding) => !finding.blocksReadiness || finding.explainedBy !== null));
      reasons.delete("unauthorised");
      assert.deepEqual([...reasons], []);
    }
  });

  async function check(): Promise<CheckReport> {
    await mkdir(join(folder, "tickets"), { recursive: true });
    await writeFile(join(folder, "tickets/tickets.json"), hospital.tickets(new Date()));
    return await app.check([]);
  }
});

function engineNamed(report: CheckReport, engineId: string): EngineReport {
  const engine = report.engines.find((each) => each.engineId === engineId);
  assert.ok(engine);
  return engine;
}

function verdicts(report: CheckReport): readonly string[] {
  return report.engines.map(({ engineId, readiness }) => `${engineId} ${readiness.verdict}`);
}

/** What differs and nothing explains. */
function openFindings(report: CheckReport): readonly string[] {
  return report.engines
    .flatMap(({ engineId, findings }) =>
      findings
        .filter((finding) => finding.explainedBy === null && finding.case !== "in-lockstep")
        .map((finding) => {
          const { verdict, ticket } = finding.authorisation;
          const authority = ticket === null ? verdict : `${verdict} ${ticket}`;
          return `${engineId}: ${describeArtefact(finding)} ${finding.case} ${authority}`;
        }),
    )
    .sort();
}
