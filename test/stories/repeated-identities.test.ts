import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import { findEndpoint } from "#services/simulators/mirth-connect/endpoints";
import type { MirthModel } from "#services/simulators/mirth-connect/model";
import { ACCOUNT, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { type MirthSimulator, startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { ADT_IN, ADT_TO_LIMS, DISCHARGE, SMALL_MODEL } from "#test/simulators/small-model";

let change: (text: string) => string = (text) => text;
let primary: MirthSimulator;
let standby: MirthSimulator;
let estate: LoopbackEstate;

before(async () => {
  primary = await startMirthSimulator({ model: SMALL_MODEL, account: ACCOUNT });
  const model: MirthModel = { ...SMALL_MODEL, serverId: "5a1c0000-0000-4000-8000-00000000000b" };
  standby = await startMirthSimulator({
    model,
    account: ACCOUNT,
    findEndpoint: (path, version) => {
      const endpoint = findEndpoint(path, version);
      const { xml } = endpoint ?? {};
      if (path !== "/channels" || xml === undefined) return endpoint;
      return { ...endpoint, xml: (...asked) => [change([...xml(...asked)].join(""))] };
    },
  });
  estate = await createLoopbackEstate({ primary, standby });
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

const REPEATS: Readonly<Record<string, (text: string) => string>> = {
  "one channel twice": (text) =>
    text.replace(/ {2}<channel [\s\S]*?\n {2}<\/channel>\n/, (channel) => channel + channel),
  "two channels under one id": (text) => text.replaceAll(ADT_TO_LIMS, ADT_IN),
  "two channels of one name whose ids begin alike": (text) =>
    text.replaceAll(/<name>(?:ADT to LIMS|Discharge letters)<\/name>/g, "<name>Feed</name>"),
};

for (const [what, repeat] of Object.entries(REPEATS)) {
  test(`is unknown when an engine gives ${what}, and says which, twice over`, async () => {
    assert.equal(ADT_TO_LIMS.slice(0, 8), DISCHARGE.slice(0, 8));
    change = repeat;
    // The second time the same bytes come from the snapshot before, and the fault must still be told.
    for (const look of [await check(), await check()]) {
      assert.equal(look.readiness.verdict, "unknown");
      const coverage = look.nodes.find(({ nodeId }) => nodeId === "tie-b")?.coverage;
      const told = coverage?.unread.map(({ message }) => message).join("\n") ?? "";
      assert.match(told, /one identity stands for two artefacts: channels\//);
      assert.ok(!look.readiness.reasons.some(({ code }) => code === "bug"));
    }
    change = (text) => text;
    const coverage = (await check()).nodes.find(({ nodeId }) => nodeId === "tie-b")?.coverage;
    assert.equal(coverage?.complete, true);
  });
}
