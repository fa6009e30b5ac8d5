import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { rederiveRun } from "#services/jobs/check/rederive-run";
import { bodyOfRun } from "#services/jobs/look/look-history";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { type NamesOrPseudonyms, withNamesInBook } from "./names-in-book.js";
import { type Nights, startNights } from "./nights.js";

/** Tells what overriding does to verdicts, in an estate whose record has people by name or by pseudonym. */
export function tellOverriddenVerdicts(people: NamesOrPseudonyms): void {
  let nights: Nights;

  before(async () => {
    nights = await startNights({ policy: { policy: { mode: "enforce", maxOverrideHours: 48 }, people: { people } } });
    await nights.check();
    await nights.adopt();
    nights.standby.state.setConfigurationValue("pas-host", "pas-test.hospital.test");
    assert.equal((await nights.check()).readiness.verdict, "not-ready");
  });

  after(() => nights[Symbol.asyncDispose]());

  const ASKED = { reason: "theatre list moves tonight", by: "J. Okafor", second: null, ticket: null };

  async function verdict(): Promise<readonly [string, number]> {
    const { ready } = await nights.estate.app.ready("tie");
    return [ready.verdict, ready.setAside?.length ?? 0];
  }

  test("an override counts from the moment it is given, without another look, and not a moment longer than it lasts", async () => {
    await nights.estate.app.override("tie", { ...ASKED, codes: ["parity"], hours: 2 });
    assert.deepEqual(await verdict(), ["ready", 1]);
    nights.pass(1.9);
    assert.deepEqual(await verdict(), ["ready", 1]);
    nights.pass(0.2);
    assert.deepEqual(await verdict(), ["not-ready", 0]);
  });

  test("an override can be renewed while it lasts, and then stands on both records", async () => {
    nights.pass();
    await nights.check();
    await nights.estate.app.override("tie", { ...ASKED, codes: ["parity"], hours: 2 });
    nights.pass(1);
    await nights.estate.app.override("tie", { ...ASKED, codes: ["parity"], hours: 2 });
    const { ready } = await nights.estate.app.ready("tie");
    assert.equal(ready.setAside?.[0]?.overrides.length, 2);
    nights.pass(1.5);
    assert.deepEqual(await verdict(), ["ready", 1]);
    await nights.estate.app.endOverride("tie", { by: "J. Okafor", reason: null });
    assert.deepEqual(await verdict(), ["not-ready", 0]);
  });

  test("a node that cannot be reached may be set aside on its last look, until that is too old", async () => {
    nights.standby.state.setConfigurationValue("pas-host", "pas.hospital.test");
    nights.pass();
    const equal = await nights.check();
    assert.deepEqual(
      equal.readiness.reasons.filter(({ verdict: worse }) => worse !== "ready").map(({ code }) => code),
      [],
    );
    nights.standby.setFaults({ resetConnection: { path: "*" } });
    const lost = await nights.check();
    assert.deepEqual([lost.readiness.verdict, lost.readiness.reasons[0]?.code], ["unknown", "node-unreachable"]);
    await nights.estate.app.override("tie", { ...ASKED, codes: ["node-unreachable", "nodes-apart"], hours: 48 });
    assert.deepEqual(await verdict(), ["ready", 2]);
    const again = await nights.check();
    assert.deepEqual([again.readiness.verdict, again.readiness.setAside?.length], ["ready", 2]);
    const stale = await nights.check();
    assert.ok(stale.readiness.reasons.some(({ code }) => code === "snapshot-stale"));
    assert.equal(stale.readiness.verdict, "unknown");
    nights.standby.setFaults({});
  });

  test("every verdict, with and without overrides, derives again byte for byte, whatever was given or ended since", async () => {
    await nights.estate.app.nameOverrideTicket("tie", {
      by: "J. Okafor",
      ticket: "CHG0030009",
      record: await oldestGrant(),
    });
    await nights.estate.app.endOverride("tie", { by: "J. Okafor", reason: null });
    const { signingKeyFile, storeDir: gitDir } = nights.estate.app.settings;
    const store = { gitDir, signingKeyFile, now: nights.now };
    const ledger = openLedger(store);
    const ticketStore = openTicketStore(store, ledger);
    const context = {
      repository: openEstateRepository(store, ledger),
      ledger,
      ticketStore,
      dialectOf: () => mirthConnectDialect,
    };
    const told = nights.reports.toReversed();
    let overridden = 0;
    for await (const record of ledger.records({ type: "run" })) {
      const run = bodyOfRun(record);
      for (const engineRun of run.engines) {
        const { same, report } = await rederiveRun({ run, engineRun }, context);
        assert.ok(same, run.at);
        assert.equal(JSON.stringify(await withNamesInBook(nights.estate, report)), JSON.stringify(told.shift()));
        if (engineRun.overrides !== undefined) overridden += 1;
      }
    }
    assert.equal(overridden, 5);
  });

  async function oldestGrant(): Promise<number> {
    let oldest = 0;
    for await (const { seq } of nights.estate.app.ledger.records({ type: "override" })) oldest = seq;
    return oldest;
  }
}
