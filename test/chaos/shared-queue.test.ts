import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Run } from "#schemas/run";
import type { Occasion } from "#schemas/schedule";
import type { App } from "#services/app";
import type { JobQueue } from "#services/ports/job-queue";
import { openQueue } from "#services/queues/open-queue";
import { assertSoundStore, assertWholeSnapshot } from "#test/fakes/assert-sound-store";
import { createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { declareEngines } from "#test/fakes/many-engines";
import { until } from "#test/fakes/opened-queue";
import { recordsOf } from "#test/fakes/served-estate";
import { startSimulatedPair } from "#test/fakes/simulated-pair";
import { killCommand, type StartedCommand, startCommandLine } from "#test/fakes/start-command-line";
import { startRedis } from "#test/fakes/start-redis";

const ENGINES = Number(process.env["LOCKSTEP_CHAOS_ENGINES"] ?? "16");
const WORKERS = 4;

test(`${WORKERS} workers share ${ENGINES} engines; the queue's server and a worker in the middle of a snapshot are killed, and each engine has its run once`, async (t) => {
  await using redis = await startRedis();
  await using pair = await startSimulatedPair();
  const environment = { LOCKSTEP_QUEUE_URL: redis.url, LOCKSTEP_LOG_LEVEL: "info" };
  await using estate = await createLoopbackEstate(pair, { environment });
  const engineIds = await declareEngines(estate, ENGINES);
  const { app } = estate;
  const queue = await openQueue(redis.url, { dataFolder: estate.folder, now: () => new Date() });
  t.after(() => queue.close());
  const workers = Array.from({ length: WORKERS }, () => work(estate));
  t.after(() => {
    for (const worker of workers) killCommand(worker, "with its children");
  });
  await Promise.all(workers.map((worker) => worker.said("working for")));
  const occasion = await fanOut(queue, app);

  await until(async () => (await metOn(app, occasion)).length >= 2);
  await redis.kill();
  await sleep(1_000);
  await redis.start();
  const killed = await findBusy(workers);
  killCommand(killed, "with its children");
  // The same checks once more, as a queue that forgot what it had done would ask for them.
  await askAgain(queue, engineIds, occasion);

  await until(async () => (await metOn(app, occasion)).length >= ENGINES && (await isIdle(queue)));
  const runs = (await recordsOf(app, "run")).map(({ body }) => body as Run);
  const recorded = runs.map(({ engines }) => engines.map(({ engineId }) => engineId).join("+"));
  assert.deepEqual(recorded.sort(), [...engineIds].sort());
  for (const run of runs) assert.deepEqual(run.occasion, occasion);
  assert.deepEqual(await queue.failed(), []);
  assert.equal((await app.ledger.verify()).sound, true);
  await assertSoundStore(app, "at the end");
  for (const id of engineIds.slice(0, 3)) await assertWholeSnapshot(await app.open(`${id}/tie-b`), id);
  const others = workers.filter((worker) => worker !== killed);
  const shares = others.map(({ stderr }) => stderr().split('"job done"').length - 1);
  t.diagnostic(`jobs done by the workers that lived: ${shares.join(", ")}`);
  assert.ok(shares.every((share) => share > 0));
  for (const worker of others) worker.child.kill("SIGTERM");
  for (const worker of others) assert.equal((await worker.ended).code, 0);
});

function work({ folder, app }: LoopbackEstate): StartedCommand {
  return startCommandLine(["--estate", folder, "work", "--concurrency", "1"], app.settings.environment);
}

/** A schedule that is due now, as the queue would tell it. */
async function fanOut(queue: JobQueue, app: App): Promise<Occasion> {
  await queue.add({ job: "begin-schedule", schedule: "nightly", because: "a test" }, { key: "a schedule that is due" });
  const today = new Date(Date.now() - 86_400_000);
  await until(async () => (await app.ledger.occasions(today, new Date())).length > 0);
  const [met] = await app.ledger.occasions(today, new Date());
  if (met === undefined) assert.fail();
  return { schedule: met.schedule, at: met.at };
}

async function askAgain(queue: JobQueue, engineIds: readonly string[], occasion: Occasion): Promise<void> {
  for (const engineId of engineIds) {
    const request = { job: "check-occasion", engineId, occasion, because: "a test" } as const;
    await queue.add(request, { key: `again ${engineId}` });
  }
}

async function metOn(app: App, { at }: Occasion): Promise<readonly string[]> {
  return (await app.ledger.occasions(new Date(at), new Date(at))).map(({ engineId }) => engineId);
}

/** A worker that has begun to read an engine and has not recorded what it saw. */
async function findBusy(workers: readonly StartedCommand[]): Promise<StartedCommand> {
  const count = ({ stderr }: StartedCommand, text: string): number => stderr().split(text).length;
  const isBusy = (worker: StartedCommand): boolean => count(worker, "check started") > count(worker, "check recorded");
  await until(() => workers.some(isBusy));
  return workers.find(isBusy) ?? (await findBusy(workers));
}

async function isIdle(queue: JobQueue): Promise<boolean> {
  const { waiting, active } = await queue.counts();
  return waiting === 0 && active === 0;
}
