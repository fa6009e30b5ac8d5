import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { threadId, Worker } from "node:worker_threads";
import type { App } from "#services/app";
import { settingsFor } from "#services/config";
import { LockstepError } from "#services/core/errors";
import { withActsElsewhere } from "#services/running/acts/acts-elsewhere";
import { openActThread } from "#services/running/acts/open-act-thread";
import { serveEstates } from "#services/running/service/serve-estates";
import { createLoopbackEstate } from "#test/fakes/estate-on-loopback";
import { startSimulatedPair } from "#test/fakes/simulated-pair";

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A thread that does nothing but tell which act was asked of which thread. */
const TOLD = `
const { parentPort, threadId } = require("node:worker_threads");
parentPort.on("message", ({ id, question }) => parentPort.postMessage({ id, given: { act: question.act, thread: threadId } }));`;

/** One that takes its time, and one that breaks. */
const SLOW = `
const { parentPort } = require("node:worker_threads");
parentPort.on("message", ({ id, question }) => {
  if (question.act === "decide") process.exit(3);
  setTimeout(() => parentPort.postMessage({ id, given: "done" }), 300);
});`;

const FINDING = {
  ...{ findingId: "sha256:00", owner: "R. Integrator", approver: "C. Chair", reason: "PAS moves", until: "2026-12-04" },
  ...{ ticket: null, isTrial: false },
};

describe("what is decided while the gate is asked", () => {
  it("is derived and written by another thread than the one that answers gates, whoever decides what", async () => {
    await using pair = await startSimulatedPair();
    await using estate = await createLoopbackEstate(pair);
    const { folder } = estate;
    const environment = { ...process.env, LOCKSTEP_LOG_LEVEL: "silent" };
    const settings = settingsFor(folder, environment);
    const { dataFolder, queueUrl, logLevel } = settings;
    const service = await serveEstates(
      { estates: [settings], file: { estates: [{ folder }] }, folder, dataFolder, queueUrl, logLevel, environment },
      { logger: QUIET, startActs: () => new Worker(TOLD, { eval: true }) },
    );
    try {
      const [served] = service.estates;
      assert.ok(served !== undefined);
      const { app, notices } = served;
      const told: unknown[] = [
        await app.ready("tie"),
        await app.waive("tie", FINDING),
        await app.override("tie", { codes: [], reason: "", by: "", second: null, hours: undefined, ticket: null }),
        await app.endOverride("tie", { by: "", record: undefined, reason: null }),
        await app.nameOverrideTicket("tie", { by: "", record: undefined, ticket: "CHG1" }),
        await (await app.reviews()).decide({ name: "1", says: "accept", digest: "", by: "", reason: null }),
        await (await app.reviews()).keep(),
        await app.collecting.accept("inside", { document: "{}", signature: "" }),
        await app.notices.watch([]),
        await notices.watch([]),
      ];
      const acts = ["ready", "waive", "override", "endOverride", "nameOverrideTicket", "decide", "keepReviews"];
      const thread = (told[0] as { readonly thread: number }).thread;
      assert.notEqual(thread, threadId);
      assert.deepEqual(
        told,
        [...acts, "acceptUpload", "tellSilence", "tellSilence"].map((act) => ({ act, thread })),
      );
    } finally {
      await service.close();
    }
  });

  it("is on record as if it had been decided here, and refused in the same words", async (t) => {
    await using pair = await startSimulatedPair();
    await using estate = await createLoopbackEstate(pair, {
      policy: { policy: { mode: "enforce", maxWaiverDays: 30 } },
    });
    const { app } = estate;
    await app.check(["tie"]);
    const { digest } = await app.show("tie/tie-a");
    await app.adopt({ engineId: "tie", from: "primary", digest, approver: "C. Chair", ticket: null, reviewed: true });
    pair.standby.state.setConfigurationValue("pas-host", "pas-test.hospital.test");
    const [engine] = (await app.check(["tie"])).engines;
    const findingId = engine?.findings[0]?.id ?? "";
    const thread = openActThread();
    t.after(() => thread.close());
    const served = withActsElsewhere(onlySettings(app), thread);
    const until = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);

    const refused = await served.waive("tie", { ...FINDING, findingId, until, owner: "C. Chair" }).catch(told);
    assert.deepEqual(refused, await app.waive("tie", { ...FINDING, findingId, until, owner: "C. Chair" }).catch(told));
    const { given, waiver } = await served.waive("tie", { ...FINDING, findingId, until });
    assert.equal(waiver.approver, "C. Chair");
    const records: number[] = [];
    for await (const { seq } of app.ledger.records({ type: "waiver-granted" })) records.push(seq);
    assert.deepEqual(records, [given?.record.seq]);
    assert.deepEqual((await served.ready("tie")).ready.verdict, (await app.ready("tie")).ready.verdict);
  });

  it("is waited for when the service ends, though not for ever", async () => {
    const patient = openActThread({ start: () => new Worker(SLOW, { eval: true }) });
    const begun = patient.ask(asked("waive"));
    await patient.close();
    assert.equal(await begun, "done");

    const hurried = openActThread({ start: () => new Worker(SLOW, { eval: true }), graceMs: 0 });
    const broken = hurried.ask(asked("waive")).catch(told);
    await hurried.close();
    assert.deepEqual((await broken) as readonly string[], [
      "job-crashed",
      "Whether it was done cannot be told here: its thread ended. Look before you ask again.",
    ]);
  });

  it("fails alone where its thread breaks, and nobody is told that it was not done", async (t) => {
    const thread = openActThread({ start: () => new Worker(SLOW, { eval: true }) });
    t.after(() => thread.close());
    const [code, message] = (await thread.ask(asked("decide")).catch(told)) as readonly string[];
    assert.equal(code, "job-crashed");
    assert.match(message ?? "", /Whether it was done cannot be told/);
    assert.equal(await thread.ask(asked("waive")), "done");
  });
});

function asked(act: "waive" | "decide") {
  return { act, given: [], settings: settingsFor("/estate", {}) };
}

/** An app of which nothing that takes long may be done here. */
function onlySettings({ settings, collecting, notices }: App): App {
  return { settings, collecting, notices } as App;
}

function told(error: unknown): readonly string[] {
  assert.ok(error instanceof LockstepError, String(error));
  return [error.code, error.message];
}
