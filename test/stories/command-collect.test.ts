import assert from "node:assert/strict";
import { test } from "node:test";
import type { Run } from "#schemas/run";
import { type CollectorStage, createCollectorStage } from "#test/fakes/collector-stage";
import { SMALL_MODEL } from "#test/simulators/small-model";

const STANDBY_ID = "5a1c0000-0000-4000-8000-00000000000b";
const STAGE = { model: SMALL_MODEL, standbyModel: { ...SMALL_MODEL, serverId: STANDBY_ID } };

test("a service without a way to the engines judges what a collector read and signed", async () => {
  await using stage = await createCollectorStage(STAGE);
  const before = await stage.estate.app.check(["tie"]);
  assert.equal(before.engines[0]?.readiness.verdict, "unknown");
  assert.ok(before.engines[0]?.readiness.reasons.some(({ code }) => code === "nothing-collected"));

  const first = await stage.collect();
  assert.equal(first.code, 0, first.stderr);
  assert.equal(stage.asked.length, 1);
  await stage.work();
  const [run] = await runsOf(stage);
  const [engine] = run?.engines ?? [];
  assert.deepEqual(
    engine?.looks.map(({ problems }) => problems),
    [[], []],
  );
  assert.equal(engine?.collected?.collector, "edge-1");
  const { report } = await stage.estate.app.ready("tie");
  assert.deepEqual(report?.readiness.reasons.map(({ code, verdict }) => [code, verdict])[0], [
    "no-baseline",
    "unknown",
  ]);
});

async function runsOf({ estate }: CollectorStage): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for await (const { body } of estate.app.ledger.records({ type: "run" })) runs.push(body as Run);
  return runs;
}
