import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import { ACCOUNT, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { type MirthSimulator, startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { SMALL_MODEL } from "#test/simulators/small-model";

const ALERT = "5a1c0000-0000-4000-8000-0000000000a1";

/** Two nodes with one alert each, and a baseline that both hold. */
async function onReadyPair(
  look: (nodes: readonly MirthSimulator[], check: () => Promise<EngineReport>) => Promise<void>,
): Promise<void> {
  const alerts = (SMALL_MODEL.alerts ?? []).map((alert) => ({ ...alert, id: ALERT }));
  const model = { ...SMALL_MODEL, alerts };
  const primary = await startMirthSimulator({ model, account: ACCOUNT });
  const twin = { ...model, serverId: "5a1c0000-0000-4000-8000-00000000000b" };
  const standby = await startMirthSimulator({ model: twin, account: ACCOUNT });
  try {
    await using estate = await createLoopbackEstate({ primary, standby });
    const check = (): Promise<EngineReport> => checkOnce(estate);
    await check();
    const { snapshot } = await estate.app.open("tie/tie-a");
    const approval = { approver: "C. Chair", ticket: null, reviewed: true };
    await estate.app.adopt({ engineId: "tie", from: "primary", digest: snapshot.digest, ...approval });
    assert.equal((await check()).readiness.verdict, "ready");
    await look([primary, standby], check);
  } finally {
    await Promise.all([primary.stop(), standby.stop()]);
  }
}

async function checkOnce(estate: LoopbackEstate): Promise<EngineReport> {
  const [engine] = (await estate.app.check(["tie"])).engines;
  assert.ok(engine);
  return engine;
}

test("is unknown, and calls nothing removed, when one account sees the alerts of neither node any more", () =>
  onReadyPair(async (nodes, check) => {
    for (const node of nodes) node.setRights({ emptyLists: ["/alerts"] });
    const { readiness, findings } = await check();
    assert.equal(readiness.verdict, "unknown");
    assert.deepEqual(
      readiness.reasons.map(({ code }) => code),
      ["export-suspect", "export-suspect"],
    );
    assert.deepEqual(findings, []);
    for (const node of nodes) node.setRights({});
    assert.equal((await check()).readiness.verdict, "ready");
  }));

test("believes that the last alert was removed from both nodes where both recorded who did it", () =>
  onReadyPair(async (nodes, check) => {
    for (const node of nodes) node.state.removeAlert(ALERT, { by: "j.okafor" });
    for (const engine of [await check(), await check()]) {
      assert.ok(!engine.readiness.reasons.some(({ code }) => code === "export-suspect"));
      assert.deepEqual(
        engine.findings.map(({ artefact, case: drift }) => [artefact.kind, drift]),
        [["alert", "both-changed"]],
      );
    }
  }));
