import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import type { Dialect } from "#services/core/dialect";
import { createMirthConnector } from "#services/engines/mirth-connect/connector";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { runCheck } from "#services/jobs/check/run-check";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { readMask } from "#services/stores/keys/mask-key";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { ACCOUNT, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { SMALL_MODEL } from "#test/simulators/small-model";

/** A newer reader, to which descriptions are no configuration any more. */
const newer: Dialect = {
  ...mirthConnectDialect,
  version: "mirth-connect/999",
  rule: (kind, node, ancestors, scope) =>
    node.name === "description" ? { volatile: "drop" } : mirthConnectDialect.rule(kind, node, ancestors, scope),
};

/** Two equal nodes whose baseline an older reader wrote, and what a check by the newer one says of them. */
async function checkByNewer(
  estate: LoopbackEstate,
  look: (engine: EngineReport | undefined, adopted: string) => Promise<void>,
  before: () => Promise<void> = async () => {},
): Promise<void> {
  await estate.app.check([]);
  const { snapshot } = await estate.app.open("tie/tie-a");
  const approval = { approver: "C. Chair", ticket: "CHG0030001", reviewed: true };
  await estate.app.adopt({ engineId: "tie", from: "primary", digest: snapshot.digest, ...approval });
  assert.equal((await estate.app.check([])).engines[0]?.readiness.verdict, "ready");
  await before();

  const { settings } = estate.app;
  const git = { gitDir: settings.storeDir, signingKeyFile: settings.signingKeyFile, now: () => new Date() };
  const opened = openLedger(git);
  const context = {
    repository: openEstateRepository(git, opened),
    ledger: opened,
    ticketStore: openTicketStore(git, opened),
    ticketSystemOf: () => assert.fail("the estate declares no ticket system"),
    ticketPasswordOf: () => undefined,
    productOf: () => ({ connector: createMirthConnector(), dialect: newer }),
    ticketSourceOf: () => assert.fail("the estate declares no ticket source"),
    mask: await readMask(settings.maskKeyFile),
    now: () => new Date(),
    createRunId: () => "run-of-the-newer-reader",
    passwordOf: () => ACCOUNT.password,
  };
  await look((await runCheck(context)).engines[0], snapshot.digest);
  assert.deepEqual((await opened.verify()).sound, true);
}

async function onPair(test: (estate: LoopbackEstate) => Promise<void>): Promise<void> {
  const a = await startMirthSimulator({ model: SMALL_MODEL, account: ACCOUNT });
  const twin = { ...SMALL_MODEL, serverId: "5a1c0000-0000-4000-8000-00000000000b" };
  const b = await startMirthSimulator({ model: twin, account: ACCOUNT });
  try {
    await using estate = await createLoopbackEstate({ primary: a, standby: b });
    await test(estate);
  } finally {
    await Promise.all([a.stop(), b.stop()]);
  }
}

test("a new reader is not drift: the approved baseline is derived again, recorded, and still approved by the same person", () =>
  onPair((estate) =>
    checkByNewer(estate, async (engine, adopted) => {
      assert.deepEqual(engine?.findings, []);
      assert.equal(engine?.readiness.verdict, "ready");
      assert.equal(engine?.baseline?.approver, "C. Chair");
      assert.equal(engine?.baseline?.ticket, "CHG0030001");
      assert.notEqual(engine?.baseline?.digest, adopted);
      const types: string[] = [];
      for await (const { body } of estate.app.ledger.records({ type: "reader-changed" }))
        types.push(String(body["dialect"]));
      assert.deepEqual(types, ["mirth-connect/999"]);
    }),
  ));

test("what was purged from the baseline no newer reader can read again: that alone is unknown", () =>
  onPair((estate) =>
    checkByNewer(
      estate,
      async (engine) => {
        assert.deepEqual(engine?.findings, []);
        assert.equal(engine?.readiness.verdict, "unknown");
        const said = engine?.readiness.reasons.map(({ code, message }) => `${code}: ${message}`) ?? [];
        assert.equal(said.length, 1, said.join("\n"));
        assert.match(said[0] ?? "", /^content-purged: .*approved baseline.*channel 'Discharge letters'/);
      },
      async () => {
        const { snapshot } = await estate.app.open("tie/tie-a");
        const path = snapshot.entries.find(({ name }) => name === "Discharge letters")?.path ?? "";
        await estate.app.purge({ engineId: "tie", path, reason: "a password in clear", actor: "A. Person" });
      },
    ),
  ));
