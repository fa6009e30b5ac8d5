import assert from "node:assert/strict";
import { test } from "node:test";
import type { Dialect } from "#services/core/dialect";
import { createMirthConnector } from "#services/engines/mirth-connect/connector";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { runCheck } from "#services/jobs/run-check";
import { startMirthSimulator } from "#services/simulators/mirth-connect/start-mirth-simulator";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { readMask } from "#services/stores/keys/mask-key";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { ACCOUNT, createLoopbackEstate } from "#test/fakes/estate-on-loopback";
import { SMALL_MODEL } from "#test/simulators/small-model";

/** A newer reader, to which descriptions are no configuration any more. */
const newer: Dialect = {
  ...mirthConnectDialect,
  version: "mirth-connect/999",
  rule: (kind, node, ancestors, scope) =>
    node.name === "description" ? { volatile: "drop" } : mirthConnectDialect.rule(kind, node, ancestors, scope),
};

test("a new reader is not drift: the approved baseline is derived again, recorded, and still approved by the same person", async () => {
  const a = await startMirthSimulator({ model: SMALL_MODEL, account: ACCOUNT });
  const b = await startMirthSimulator({
    model: { ...SMALL_MODEL, serverId: "5a1c0000-0000-4000-8000-00000000000b" },
    account: ACCOUNT,
  });
  try {
    await using estate = await createLoopbackEstate({ primary: a, standby: b });
    await estate.app.check([]);
    const { snapshot } = await estate.app.open("tie/tie-a");
    const approval = { approver: "C. Chair", ticket: "CHG0030001", reviewed: true };
    await estate.app.adopt({ engineId: "tie", from: "primary", digest: snapshot.digest, ...approval });
    assert.equal((await estate.app.check([])).engines[0]?.readiness.verdict, "ready");

    const { settings, ledger } = estate.app;
    const git = { gitDir: settings.storeDir, signingKeyFile: settings.signingKeyFile, now: () => new Date() };
    const opened = openLedger(git);
    const context = {
      repository: openEstateRepository(git, opened),
      ledger: opened,
      productOf: () => ({ connector: createMirthConnector(), dialect: newer }),
      ticketSourceOf: () => assert.fail("the estate declares no ticket source"),
      mask: await readMask(settings.maskKeyFile),
      now: () => new Date(),
      createRunId: () => "run-of-the-newer-reader",
      passwordOf: () => ACCOUNT.password,
    };
    const [engine] = (await runCheck(context)).engines;
    assert.deepEqual(engine?.findings, []);
    assert.equal(engine?.readiness.verdict, "ready");
    assert.equal(engine?.baseline?.approver, "C. Chair");
    assert.equal(engine?.baseline?.ticket, "CHG0030001");
    assert.notEqual(engine?.baseline?.digest, snapshot.digest);

    const types: string[] = [];
    for await (const record of ledger.records({ type: "reader-changed" })) types.push(String(record.body["dialect"]));
    assert.deepEqual(types, ["mirth-connect/999"]);
    assert.deepEqual((await ledger.verify()).sound, true);
  } finally {
    await Promise.all([a.stop(), b.stop()]);
  }
});
