import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import type { MirthFaults } from "#services/simulators/mirth-connect/faults";
import { ACCOUNT, commitGoverned, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { type MirthSimulator, startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { SMALL_MODEL } from "#test/simulators/small-model";

let primary: MirthSimulator;
let standby: MirthSimulator;
let estate: LoopbackEstate;

before(async () => {
  primary = await startMirthSimulator({ model: SMALL_MODEL, account: ACCOUNT });
  const model = { ...SMALL_MODEL, serverId: "5a1c0000-0000-4000-8000-00000000000b" };
  standby = await startMirthSimulator({ model, account: ACCOUNT });
  estate = await createLoopbackEstate({ primary, standby }, { policy: { policy: { mode: "enforce" } } });
  const owner = "owner: Integration team";
  await commitGoverned(estate, "estate.yaml", (text) => text.replace(owner, `${owner}\n    standbyMode: cold`));
  await check();
  const { snapshot } = await estate.app.open("tie/tie-a");
  const approval = { approver: "C. Chair", ticket: null, reviewed: true };
  await estate.app.adopt({ engineId: "tie", from: "primary", digest: snapshot.digest, ...approval });
  assert.equal((await check()).readiness.verdict, "ready");
});

after(async () => {
  await estate[Symbol.asyncDispose]();
  await Promise.all([primary.stop(), standby.stop()]);
});

async function check(): Promise<EngineReport> {
  const [engine] = (await estate.app.check(["tie"])).engines;
  assert.ok(engine);
  return engine;
}

function codesOf({ readiness }: EngineReport): string[] {
  return readiness.reasons.map(({ code }) => code);
}

for (const [claim, faults] of [
  ["resets the connection where its channels are asked for", { resetConnection: { path: "/channels" } }],
  ["resets every connection", { resetConnection: { path: "*" } }],
] satisfies [string, MirthFaults][]) {
  test(`is unknown when a cold standby that runs ${claim}`, async () => {
    standby.setFaults(faults);
    const engine = await check();
    standby.setFaults({});
    assert.equal(engine.readiness.verdict, "unknown");
    assert.deepEqual(codesOf(engine), ["node-unreachable"]);
    assert.equal((await estate.app.ready("tie")).ready.verdict, "unknown");
  });
}

test("is ready by its last snapshot when nobody listens where the cold standby runs, and says so", async () => {
  assert.equal((await check()).readiness.verdict, "ready");
  await standby.stop();
  const engine = await check();
  assert.equal(engine.readiness.verdict, "ready");
  assert.deepEqual(codesOf(engine), ["standby-stopped"]);
  assert.deepEqual([engine.nodes[1]?.access, engine.nodes[1]?.fault], ["unreachable", "node-down"]);
});

test("is unknown when nobody listens where production runs, whatever the standby is", async () => {
  await primary.stop();
  const engine = await check();
  assert.equal(engine.readiness.verdict, "unknown");
  assert.ok(codesOf(engine).includes("node-down"));
});
