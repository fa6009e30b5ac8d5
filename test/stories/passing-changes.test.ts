import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { parse, stringify } from "yaml";
import type { EngineReport } from "#schemas/check-report";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { rederiveRun } from "#services/jobs/check/rederive-run";
import { bodyOfRun } from "#services/jobs/look/look-history";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { type Nights, startNights } from "#test/fakes/nights";

const JO = { by: "j.okafor" };
const DEBUG_ID = "11111111-0000-4000-8000-0000000000dd";
/** An engine gives the last thousand lines of its record. */
const FLOOD = 1_200;
let nights: Nights;

before(async () => {
  nights = await startNights({ policy: { policy: { mode: "enforce" } } });
  await nights.check();
  await nights.adopt();
  assert.equal((await nights.check()).readiness.verdict, "ready");
});

after(() => nights[Symbol.asyncDispose]());

function passed({ passing = [] }: EngineReport): string[] {
  return passing.map(({ artefact, nodeId, held, deployed }) => `${artefact.name} on ${nodeId}: ${held}, ${deployed}`);
}

function reasons({ readiness }: EngineReport): string[] {
  const told = readiness.reasons.filter(({ code }) => code.startsWith("passing-"));
  return told.map(({ code, verdict }) => `${code} ${verdict}`);
}

// One story, in order.

test("a save that changes nothing is not reported", async () => {
  nights.pass(2);
  nights.primary.state.editChannel("ADT to LIMS", "7001", "7001", JO);
  assert.deepEqual(passed(await nights.check()), []);
});

test("a debug channel that was made, deployed and removed in the night leaves a name behind", async () => {
  nights.pass(2);
  const { state } = nights.primary;
  const source = { name: "sourceConnector", transport: "Channel Reader" };
  state.addChannel({ id: DEBUG_ID, name: "TEMP debug", source, destinations: [] }, JO);
  state.deployChannel("TEMP debug", JO);
  nights.pass(1);
  state.removeChannel("TEMP debug", JO);
  const report = await nights.check();
  assert.deepEqual(report.findings, []);
  assert.deepEqual(passed(report), [`${DEBUG_ID} on tie-a: absent, yes`]);
  assert.deepEqual([report.readiness.verdict, reasons(report)], ["ready", ["passing-change ready"]]);
});

test("where policy blocks, a configuration map that was changed and put back on the standby is not ready", async () => {
  await commitGoverned(nights.estate, "policy/change-control.yaml", (text) =>
    stringify({ ...parse(text), passingChanges: "block" }),
  );
  nights.pass(2);
  const { state } = nights.standby;
  state.setConfigurationValue("pas-host", "elsewhere.hospital.test", JO);
  nights.pass(1);
  state.setConfigurationValue("pas-host", "pas.hospital.test", JO);
  const report = await nights.check();
  assert.deepEqual(passed(report), [`${DEBUG_ID} on tie-a: absent, yes`, "configuration map on tie-b: same, unknown"]);
  assert.deepEqual(
    [report.findings, report.readiness.verdict, reasons(report)],
    [[], "not-ready", ["passing-change not-ready"]],
  );
});

test("a person may set it aside for some hours, and only what they saw", async () => {
  const asked = { reason: "theatre list moves tonight", by: "J. Okafor", second: null, ticket: null, hours: 24 };
  await nights.estate.app.override("tie", { ...asked, codes: ["passing-change"] });
  const report = await nights.check();
  assert.deepEqual([report.readiness.verdict, report.readiness.setAside?.length], ["ready", 1]);
});

test("where reads have washed the record out nothing is claimed, and it is said that it cannot be told", async () => {
  nights.pass(2);
  const { state } = nights.primary;
  state.editChannel("ADT to LIMS", "7001", "7999", JO);
  state.editChannel("ADT to LIMS", "7999", "7001", JO);
  for (let read = 0; read < FLOOD; read += 1) state.audit("Get channels", JO);
  const report = await nights.check();
  assert.equal(passed(report).length, 2);
  assert.deepEqual(reasons(report).sort(), ["passing-change not-ready", "passing-untold unknown"]);
});

test("a week after it was seen it is told no more, though the record of the run keeps it", async () => {
  for (let night = 0; night < 7; night += 1) {
    nights.pass(12);
    await nights.check();
  }
  const report = nights.reports.at(-1) ?? assert.fail();
  assert.deepEqual([passed(report), reasons(report), report.readiness.verdict], [[], [], "ready"]);
});

test("every verdict derives again byte for byte", async () => {
  const { storeDir: gitDir, signingKeyFile } = nights.estate.app.settings;
  const store = { gitDir, signingKeyFile, now: nights.now };
  const ledger = openLedger(store);
  const repository = openEstateRepository(store, ledger);
  const ticketStore = openTicketStore(store, ledger);
  const context = { ledger, repository, ticketStore, dialectOf: () => mirthConnectDialect };
  const expected = nights.reports.toReversed();
  for await (const record of ledger.records({ type: "run" })) {
    const run = bodyOfRun(record);
    for (const engineRun of run.engines) {
      const { same, report } = await rederiveRun({ run, engineRun }, context);
      assert.ok(same, `run ${record.seq}`);
      assert.equal(JSON.stringify(report), JSON.stringify(expected.shift()));
    }
  }
  assert.deepEqual(expected, []);
});
