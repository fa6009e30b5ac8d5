import assert from "node:assert/strict";
import { test } from "node:test";
import type { Run } from "#schemas/run";
import type { Occasion } from "#schemas/schedule";
import type { App } from "#services/app";
import type { JobQueue } from "#services/ports/job-queue";
import { openQueue } from "#services/queues/open-queue";
import { assertSoundStore, assertWholeSnapshot } from "#test/fakes/assert-sound-store";
import { createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { declareFatedEngines, type FatedEngines } from "#test/fakes/fated-engines";
import { findGateMistakes } from "#test/fakes/find-gate-mistakes";
import { recordsOf } from "#test/fakes/served-estate";
import { startSimulatedPair } from "#test/fakes/simulated-pair";
import { killCommand, type StartedCommand, startCommandLine } from "#test/fakes/start-command-line";
import { startRedis } from "#test/fakes/start-redis";
import { startService } from "#test/fakes/start-service";
import { until } from "#test/fakes/until";
import { type LatestAnswers, watchGate } from "#test/fakes/watch-gate";
import { witnessLedger } from "#test/fakes/witness-ledger";

const ENGINES = Number(process.env["LOCKSTEP_CHAOS_ENGINES"] ?? "8");
const WORKERS = 4;

/** Whoever asks the queue of this test waits for a server that was killed. */
const PATIENT = { answerMs: 60_000, reconnectMs: 200 };

test(`${WORKERS} workers share two nights of ${ENGINES} engines; the queue's server and a worker in the middle of a snapshot are killed, each engine has each run once, and no gate is ready by mistake`, async (t) => {
  await using redis = await startRedis();
  await using pair = await startSimulatedPair();
  await using other = await startSimulatedPair();
  const environment = { LOCKSTEP_QUEUE_URL: redis.url, LOCKSTEP_LOG_LEVEL: "info" };
  await using estate = await createLoopbackEstate(pair, { environment });
  const { app } = estate;
  const engines = await declareFatedEngines(estate, ENGINES, other);
  const { steady, drifting, silent, never } = engines;
  const engineIds = [...steady, ...drifting, ...silent];
  await approve(app, engines);
  const queue = await openQueue(redis.url, { dataFolder: estate.folder, now: () => new Date(), timing: PATIENT });
  t.after(() => queue.close());
  const service = await startService(estate, { LOCKSTEP_LOG_LEVEL: "warn" });
  const workers = Array.from({ length: WORKERS }, () => work(estate));
  t.after(() => {
    for (const process of [service, ...workers]) killCommand(process, "with its children");
  });
  await Promise.all(workers.map((worker) => worker.said("working for")));
  await using witness = witnessLedger(app);
  await using watcher = watchGate({ engineIds: [...engineIds, never], maxAges: [10] });
  watcher.aim(service.url);
  await watcher.until((latest) => [...steady, ...drifting].every((id) => isReady(id, latest)));
  const first = await fanOut(queue, app);

  await until(async () => (await metOn(app, first)).length >= 2);
  await redis.kill();
  other.standby.state.setConfigurationValue("pas-host", "other.hospital.test");
  const driftedAt = Date.now();
  await watcher.until((latest) => steady.every((id) => isReady(id, latest)));
  await redis.start();
  const second = { ...first, at: new Date(Date.parse(first.at) + 60_000).toISOString() };
  await askFor(queue, engineIds, second);
  const killed = await findBusy(workers);
  killCommand(killed, "with its children");
  // The same checks once more, as a queue that forgot what it had done would ask for them.
  for (const occasion of [first, second]) await askFor(queue, engineIds, occasion, "again");

  const isMet = async (occasion: Occasion): Promise<boolean> => (await metOn(app, occasion)).length >= ENGINES;
  await until(async () => (await isMet(first)) && (await isMet(second)) && (await isIdle(queue)));
  await watcher.until(
    (latest) => steady.every((id) => isReady(id, latest)) && drifting.every((id) => isShut(id, latest)),
  );
  await watcher.stop();
  const drifts = new Map(drifting.map((id) => [id, driftedAt]));
  assert.deepEqual(findGateMistakes(watcher.answers, { steps: await witness.steps(), driftedAt: drifts }), []);
  const opened = watcher.answers.filter(({ status }) => status === 200);
  t.diagnostic(`the gate was asked ${watcher.answers.length} times and opened ${opened.length} times`);

  const runs = (await recordsOf(app, "run")).map(({ body }) => body as Run);
  for (const { at } of [first, second]) {
    const ofNight = runs.filter(({ occasion }) => occasion?.at === at);
    const recorded = ofNight.map((run) => run.engines.map(({ engineId }) => engineId).join("+"));
    assert.deepEqual(recorded.sort(), engineIds.toSorted());
  }
  assert.equal(runs.length, 2 * ENGINES + 2, "and the two by which they were approved");
  assert.deepEqual(await queue.failed(), []);
  assert.equal((await app.ledger.verify()).sound, true);
  await assertSoundStore(app, "at the end");
  for (const id of engineIds.slice(0, 3)) await assertWholeSnapshot(await app.open(`${id}/tie-b`), id);
  const others = workers.filter((worker) => worker !== killed);
  const shares = others.map(({ stderr }) => stderr().split('"job done"').length - 1);
  t.diagnostic(`jobs done by the workers that lived: ${shares.join(", ")}`);
  assert.ok(shares.every((share) => share > 0));
  for (const process of [service, ...others]) process.child.kill("SIGTERM");
  for (const process of [service, ...others]) assert.equal((await process.ended).code, 0);
});

/** What production holds is approved, and a check finds both nodes as approved. */
async function approve(app: App, { steady, drifting, silent }: FatedEngines): Promise<void> {
  await app.check([...steady, ...drifting, ...silent]);
  const approved = [...steady, ...drifting];
  for (const engineId of approved) {
    const { snapshot } = await app.open(`${engineId}/tie-a`);
    const approval = { approver: "C. Chair", ticket: null, reviewed: true };
    await app.adopt({ engineId, from: "primary", digest: snapshot.digest, ...approval });
  }
  const { engines } = await app.check(approved);
  for (const { engineId, readiness } of engines) assert.equal(readiness.verdict, "ready", engineId);
}

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

async function askFor(
  queue: JobQueue,
  engineIds: readonly string[],
  occasion: Occasion,
  how: "once" | "again" = "once",
): Promise<void> {
  for (const engineId of engineIds) {
    const request = { job: "check-occasion", engineId, occasion, because: "a test" } as const;
    await queue.add(request, { key: `${how} ${engineId} ${occasion.at}` });
  }
}

async function metOn(app: App, { at }: Occasion): Promise<readonly string[]> {
  const met = await app.ledger.occasions(new Date(at), new Date(at));
  return met.filter((each) => each.at === at).map(({ engineId }) => engineId);
}

function isReady(engineId: string, latest: LatestAnswers): boolean {
  return latest.get(engineId)?.status === 200;
}

/** Because it differs, and not for want of knowledge. */
function isShut(engineId: string, latest: LatestAnswers): boolean {
  const answer = latest.get(engineId);
  return answer?.status === 503 && answer.told?.verdict === "not-ready";
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
  // What comes again by itself always waits.
  return active === 0 && waiting <= (await queue.schedules()).length;
}
