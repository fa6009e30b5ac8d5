import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, stringify } from "yaml";
import { ACCOUNT, commitGoverned, createLoopbackEstate } from "#test/fakes/estate-on-loopback";
import { startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { SMALL_MODEL } from "#test/simulators/small-model";

test("several standbys each get a verdict, and the engine's is the designated one's", async () => {
  const start = (digit: string) =>
    startMirthSimulator({
      model: { ...SMALL_MODEL, serverId: `5a1c0000-0000-4000-8000-00000000000${digit}` },
      account: ACCOUNT,
    });
  const [primary, standby, third] = await Promise.all([start("a"), start("b"), start("c")]);
  try {
    await using estate = await createLoopbackEstate({ primary, standby });
    await commitGoverned(estate, "estate.yaml", (text) => {
      const declared = parse(text) as { engines: { nodes: Record<string, unknown>[] }[] };
      const nodes = declared.engines[0]?.nodes ?? [];
      nodes.push({ ...nodes[1], id: "tie-c", url: `${third.url}/api`, tls: { fingerprint: third.fingerprint } });
      return stringify(declared);
    });
    await estate.app.check([]);
    const { snapshot } = await estate.app.open("tie/tie-a");
    const approval = { approver: "C. Chair", ticket: null, reviewed: true };
    await estate.app.adopt({ engineId: "tie", from: "primary", digest: snapshot.digest, ...approval });
    third.state.setConfigurationValue("left-behind", "1");
    const [engine] = (await estate.app.check([])).engines;
    assert.equal(engine?.readiness.verdict, "ready");
    assert.deepEqual(
      engine?.otherStandbys.map(({ nodeId, verdict, blocking }) => [nodeId, verdict, blocking]),
      [["tie-c", "not-ready", 1]],
    );
    assert.equal((await estate.app.ready("tie")).ready.verdict, "ready");
  } finally {
    await Promise.all([primary.stop(), standby.stop(), third.stop()]);
  }
});
