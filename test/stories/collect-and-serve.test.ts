import assert from "node:assert/strict";
import { test } from "node:test";
import type { Run } from "#schemas/run";
import { type CollectorStage, createCollectorStage } from "#test/fakes/collector-stage";
import { startCommandLine } from "#test/fakes/start-command-line";
import { until } from "#test/fakes/until";
import { SMALL_MODEL } from "#test/simulators/small-model";

const STANDBY_ID = "5a1c0000-0000-4000-8000-00000000000b";

test("two processes, a token and a key: what the collector hands in is judged by the service, and drift is found", async () => {
  const standbyModel = { ...SMALL_MODEL, serverId: STANDBY_ID };
  await using stage = await createCollectorStage({ model: SMALL_MODEL, standbyModel });
  await stage.down();
  const { app, folder } = stage.estate;
  const asked = { name: "edge-1", role: "collector", engines: ["tie"], days: 1, by: "J. Okafor" } as const;
  const { text: token } = await app.tokens.create(asked);
  const environment = { ...process.env, LOOPBACK_PASSWORD: "" };
  const service = startCommandLine(["--estate", folder, "serve", "--port", "0", "--no-people"], environment);
  try {
    await service.said("listening on");
    const [, server = ""] = /listening on (\S+)/.exec(service.stderr()) ?? [];
    const hand = (with_: string) => stage.start(["--server", server], { EDGE_TOKEN: with_ }).ended;

    const stranger = await hand("an-invented-token");
    assert.equal(stranger.code, 1, stranger.stderr);
    assert.match(stranger.stderr, /not-signed-in/);
    stage.standby.state.setConfigurationValue("pas-host", "elsewhere.hospital.test");
    const known = await hand(token);
    assert.equal(known.code, 0, known.stderr);
    assert.match(known.stderr, /2 looks handed in/);
    let run = await lastRun(stage);
    const hasFound = async (): Promise<boolean> => {
      run = await lastRun(stage);
      return (run?.engines[0]?.findings ?? 0) > 0;
    };
    await until(hasFound, { what: "what was handed in is judged", everyMs: 200, by: service });
    assert.equal(run?.engines[0]?.collected?.collector, "edge-1");
    assert.equal(run?.engines[0]?.findings, 1);
    service.child.kill("SIGTERM");
    const { code, stderr } = await service.ended;
    assert.equal(code, 0, stderr);
    assert.ok(!stderr.includes(token) && !known.stderr.includes(token));
  } finally {
    service.child.kill("SIGKILL");
  }
});

async function lastRun({ estate }: CollectorStage): Promise<Run | undefined> {
  for await (const { body } of estate.app.ledger.records({ type: "run", limit: 1 })) return body as Run;
  return undefined;
}
