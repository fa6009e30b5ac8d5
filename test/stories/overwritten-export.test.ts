import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { rederiveRun } from "#services/jobs/check/rederive-run";
import { bodyOfRun } from "#services/jobs/look/look-history";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { findingOn, type Nights, startNights } from "#test/fakes/nights";

let nights: Nights;

before(async () => {
  nights = await startNights({
    policy: { policy: { mode: "enforce", maxTicketAgeMinutes: 100_000, fallbackTier: 3 } },
    tickets: "tickets",
  });
  await exportSays({ approval: "requested", lifecycle: "assess", approvals: [] });
  await nights.check();
  await nights.adopt();
  await nights.check();
});

after(() => nights[Symbol.asyncDispose]());

/** The one file of the folder, written over and over, as a nightly export is. */
async function exportSays(about: Record<string, unknown>): Promise<void> {
  const start = nights.now().getTime();
  const inDays = (days: number): string => new Date(start + days * 86_400_000).toISOString();
  const ticket = {
    number: "CHG0000001",
    kind: "normal",
    lifecycle: "implement",
    approval: "approved",
    approvals: [{ by: "pat", decision: "approved", at: inDays(-30) }],
    plannedStart: inDays(-20),
    plannedEnd: inDays(20),
    cis: ["tie"],
    implementers: [],
    requester: "alex",
    updatedAt: inDays(-30),
    ...about,
  };
  const exported = { schema: "change-tickets/v1", exportedAt: inDays(0), zone: "UTC", tickets: [ticket] };
  await commitGoverned(nights.estate, "tickets/export.json", () => JSON.stringify(exported));
}

function verdictOn(report: EngineReport): string {
  return findingOn(report, "Deploy")?.authorisation.verdict ?? assert.fail("no finding");
}

test("an export that is overwritten does not make forgotten what it said before", async () => {
  nights.primary.state.setGlobalScript("Deploy", "// CHG0000001\nreturn 2;");
  await exportSays({ approval: "requested", lifecycle: "assess", approvals: [] });
  assert.equal(verdictOn(await nights.check()), "not-approved-at-time");
  await exportSays({});
  assert.equal(verdictOn(await nights.check()), "not-approved-at-time");
});

test("what was judged with the sights of before is derived again with them", async () => {
  const { storeDir: gitDir, signingKeyFile } = nights.estate.app.settings;
  const store = { gitDir, signingKeyFile, now: nights.now };
  const ledger = openLedger(store);
  const context = {
    ledger,
    repository: openEstateRepository(store, ledger),
    ticketStore: openTicketStore(store, ledger),
    dialectOf: () => mirthConnectDialect,
  };
  for await (const record of ledger.records({ type: "run" })) {
    const run = bodyOfRun(record);
    for (const engineRun of run.engines) {
      assert.ok((await rederiveRun({ run, engineRun }, context)).same, `run ${record.seq}`);
    }
  }
});
