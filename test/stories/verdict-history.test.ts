import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { rederiveRun } from "#services/jobs/check/rederive-run";
import { bodyOfRun } from "#services/jobs/look/look-history";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { findingOn, type Nights, startNights } from "#test/fakes/nights";

let nights: Nights;

/** A pair with one ticket, approved long ago and with a window that holds every night. */
before(async () => {
  nights = await startNights({
    policy: { policy: { mode: "enforce", maxTicketAgeMinutes: 100_000, fallbackTier: 3 } },
    tickets: "tickets",
  });
  await ticketSays({});
  await nights.check();
  await nights.adopt();
  await nights.check();
});

after(() => nights[Symbol.asyncDispose]());

async function ticketSays(about: Record<string, unknown>): Promise<void> {
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
    channels: [],
    implementers: [],
    requester: "alex",
    updatedAt: inDays(-30),
    ...about,
  };
  const exported = { schema: "change-tickets/v1", exportedAt: inDays(0), zone: "UTC", tickets: [ticket] };
  await commitGoverned(nights.estate, "tickets/export.json", () => JSON.stringify(exported));
}

async function toldOn(name: string) {
  const { first, moves } = findingOn(await nights.check(), name)?.authorisation.history ?? assert.fail("no history");
  return [first.verdict, ...moves.map(({ verdict, because }) => `${verdict} (${because.join(", ")})`)];
}

test("an unreachable ticket system, its return and a withdrawn ticket: every verdict is kept, with what moved it", async () => {
  nights.primary.state.setGlobalScript("Deploy", "// CHG0000001\nreturn 2;");
  await commitGoverned(nights.estate, "tickets/export.json", () => "{ half");
  assert.deepEqual(await toldOn("Deploy"), ["source-unavailable"]);
  await ticketSays({});
  assert.deepEqual(await toldOn("Deploy"), ["source-unavailable", "authorised (source-returned)"]);
  assert.deepEqual(await toldOn("Deploy"), ["source-unavailable", "authorised (source-returned)"]);
  await ticketSays({ lifecycle: "cancelled" });
  assert.deepEqual(await toldOn("Deploy"), [
    "source-unavailable",
    "authorised (source-returned)",
    "ticket-cancelled-or-rejected (ticket-updated)",
  ]);
});

test("each run is derived again to the same bytes, with the history of then", async () => {
  const { storeDir: gitDir, signingKeyFile } = nights.estate.app.settings;
  const store = { gitDir, signingKeyFile, now: nights.now };
  const ledger = openLedger(store);
  const repository = openEstateRepository(store, ledger);
  const ticketStore = openTicketStore(store, ledger);
  for await (const record of ledger.records({ type: "run" })) {
    const run = bodyOfRun(record);
    for (const engineRun of run.engines) {
      const context = { ledger, repository, ticketStore, dialectOf: () => mirthConnectDialect };
      const { same } = await rederiveRun({ run, engineRun }, context);
      assert.ok(same, `run ${record.seq}`);
    }
  }
});
