import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { parse, stringify } from "yaml";
import { importIntoMirth } from "#test/align/import-into-mirth";
import { ACCOUNT, commitGoverned, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { type MirthSimulator, startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { SMALL_MODEL } from "#test/simulators/small-model";

interface ThreeNodes extends AsyncDisposable {
  readonly estate: LoopbackEstate;
  readonly third: MirthSimulator;
}

/** A production with the standbys `tie-b`, which is the designated one, and `tie-c`; what production holds is approved. */
async function startThreeNodes(): Promise<ThreeNodes> {
  const start = (digit: string) =>
    startMirthSimulator({
      model: { ...SMALL_MODEL, serverId: `5a1c0000-0000-4000-8000-00000000000${digit}` },
      account: ACCOUNT,
    });
  const [primary, standby, third] = await Promise.all([start("a"), start("b"), start("c")]);
  const estate = await createLoopbackEstate({ primary, standby });
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
  return {
    estate,
    third,
    async [Symbol.asyncDispose]() {
      await estate[Symbol.asyncDispose]();
      await Promise.all([primary.stop(), standby.stop(), third.stop()]);
    },
  };
}

test("several standbys each get a verdict, and the engine's is the designated one's", async () => {
  await using nodes = await startThreeNodes();
  const { estate, third } = nodes;
  third.state.setConfigurationValue("left-behind", "1");
  const [engine] = (await estate.app.check([])).engines;
  assert.equal(engine?.readiness.verdict, "ready");
  assert.deepEqual(
    engine?.otherStandbys.map(({ nodeId, verdict, blocking }) => [nodeId, verdict, blocking]),
    [["tie-c", "not-ready", 1]],
  );
  assert.equal((await estate.app.ready("tie")).ready.verdict, "ready");
});

test("a plan for the designated standby names the other one, which has a plan and a proof of its own", async () => {
  await using nodes = await startThreeNodes();
  const { estate, third } = nodes;
  const out = await mkdtemp(join(tmpdir(), "lockstep-standbys-"));
  try {
    third.state.editChannel("ADT to LIMS", "7001", "7009");
    const first = await estate.app.align("tie", { allowDeletions: false, out: join(out, "b") });
    assert.deepEqual([first.plan.node.id, first.plan.artefacts, first.folder], ["tie-b", [], null]);
    assert.match(first.plan.warnings.join(" "), /tie-c is a standby, too.*lockstep align tie --node tie-c/);
    const { plan, folder } = await estate.app.align("tie", {
      nodeId: "tie-c",
      allowDeletions: false,
      out: join(out, "c"),
    });
    assert.ok(folder !== null);
    assert.deepEqual(plan.warnings, []);
    await importIntoMirth(third.state, folder, plan, {
      fill: (text) => text.replace(/\{\{LOCKSTEP:CONTENT [^{}]*\}\}/g, "invented"),
    });
    const { alignments = [] } = await estate.app.check([]);
    assert.deepEqual(
      alignments.map(({ nodeId, state }) => [nodeId, state]),
      [["tie-c", "proved"]],
    );
  } finally {
    await rm(out, { recursive: true, force: true });
  }
});
