import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { assertSoundStore } from "#test/fakes/assert-sound-store";
import { findGateMistakes } from "#test/fakes/find-gate-mistakes";
import { type GitHubStage, stageOnGitHub } from "#test/fakes/review-stage";
import { chooseSeed, seededRandom } from "#test/fakes/seeded-random";
import { recordsOf } from "#test/fakes/served-estate";
import { killCommand } from "#test/fakes/start-command-line";
import { type StartedService, startService } from "#test/fakes/start-service";
import { until } from "#test/fakes/until";
import { watchGate } from "#test/fakes/watch-gate";
import { witnessLedger } from "#test/fakes/witness-ledger";

const KILLS = Math.ceil(Number(process.env["LOCKSTEP_CHAOS_KILLS"] ?? "50") / 25);
const SECRET = "an-invented-secret-of-a-webhook";

test(`${KILLS} times the service is killed after it took a delivery, what that asked for is done once when it starts again, and its gate is never ready by mistake`, async (t) => {
  const random = seededRandom(chooseSeed(t));
  const webhooks = [{ id: "gh", sender: "github", passwordEnv: "HOOK_SECRET" }] as const;
  await using stage = await stageOnGitHub({ webhooks, environment: { HOOK_SECRET: SECRET } });
  const { app } = stage.nights.estate;
  await app.check(["tie"]);
  const { snapshot } = await app.open("tie/tie-a");
  const approval = { approver: "C. Chair", ticket: null, reviewed: true };
  await app.adopt({ engineId: "tie", from: "tie-a", digest: snapshot.digest, ...approval });
  await using witness = witnessLedger(app);
  await using watcher = watchGate({ engineIds: ["tie"], everyMs: 20 });
  let lifeMs = 3000;
  for (let kill = 0; kill < KILLS; kill++) {
    const number = await askAbout(stage, 6661 + kill);
    const runs = (await recordsOf(app, "run")).length;
    const service = await serve(stage);
    watcher.aim(service.url);
    const before = stage.github.deliveries.length;
    stage.github.people.approve("pat-lowe", number);
    await stage.github.people.merge("robin-ward", number);
    await stage.github.settled();
    await untilTaken(stage, before);
    const began = performance.now();
    const life = random() * lifeMs;
    while (performance.now() - began < life && (await recordsOf(app, "run")).length === runs) await sleep(50);
    const isDone = (await recordsOf(app, "run")).length > runs;
    lifeMs = isDone ? performance.now() - began : lifeMs * 1.2;
    killCommand(service, random() < 0.5 ? "alone" : "with its children");
    watcher.aim(undefined);
    await service.ended;
    await assertSoundStore(app, `after kill ${kill}`);
    const again = await serve(stage);
    watcher.aim(again.url);
    await until(() => isCaughtUp(stage, { kill, runs }), { what: "it caught up", everyMs: 200, by: again });
    await watcher.until((latest) => latest.get("tie")?.status === 200);
    watcher.aim(undefined);
    again.child.kill("SIGTERM");
    assert.equal((await again.ended).code, 0, again.stderr());
    assert.equal((await recordsOf(app, "baseline-adopted")).length, kill + 2);
    assert.equal((await recordsOf(app, "review-decided")).length, kill + 1);
    await assertSoundStore(app, `after restart ${kill}`);
  }
  await watcher.stop();
  assert.deepEqual(findGateMistakes(watcher.answers, { steps: await witness.steps() }), []);
  assert.equal((await app.ledger.verify()).sound, true);
});

/** The same is changed on both nodes, so that they are in lockstep again once it is approved. Gives the number of the review. */
async function askAbout({ nights, github }: GitHubStage, port: number): Promise<number> {
  for (const { state } of [nights.primary, nights.standby]) {
    state.editChannel("PAS ADT In", String(port), String(port + 1), { by: "j.okafor" });
    state.deployChannel("PAS ADT In", { by: "j.okafor" });
  }
  await nights.estate.app.check(["tie"]);
  const open = [...github.hub.pulls()].filter(({ state }) => state === "open");
  assert.equal(open.length, 1);
  return open[0]?.number ?? assert.fail();
}

/** A service that still opens its queue answers 503, a crowded one perhaps too late, and GitHub sends again only what somebody tells it to. */
async function untilTaken({ github }: GitHubStage, before: number): Promise<void> {
  const statuses: number[] = [];
  for (const { guid, status: first } of github.deliveries.slice(before)) {
    let status = first;
    statuses.push(status);
    const isTaken = async (): Promise<boolean> => {
      if (status !== 503 && status !== 0) return true;
      await github.redeliver(guid);
      status = github.deliveries.findLast((delivery) => delivery.guid === guid)?.status ?? 0;
      statuses.push(status);
      return false;
    };
    await until(isTaken, { what: "a delivery is taken", everyMs: 100 });
  }
  assert.ok(
    statuses.every((status) => [0, 200, 202, 503].includes(status)) && statuses.includes(202),
    JSON.stringify(statuses),
  );
}

/** The baseline moved, and a run after it has held it against both nodes. */
async function isCaughtUp({ nights }: GitHubStage, { kill, runs }: { kill: number; runs: number }): Promise<boolean> {
  const { app } = nights.estate;
  if ((await recordsOf(app, "review-decided")).length < kill + 1) return false;
  const [run] = await recordsOf(app, "run");
  const [adopted] = await recordsOf(app, "baseline-adopted");
  return (await recordsOf(app, "run")).length > runs && (run?.seq ?? 0) > (adopted?.seq ?? 0);
}

async function serve({ nights, github }: GitHubStage): Promise<StartedService> {
  const service = await startService(nights.estate);
  github.deliverTo({ url: `${service.url}/webhooks/gh`, secret: SECRET });
  return service;
}
