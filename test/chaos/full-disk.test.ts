import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import type { CheckReport } from "#schemas/check-report";
import type { JobQueue } from "#services/ports/job-queue";
import { openQueue } from "#services/queues/open-queue";
import { assertSoundStore, assertWholeSnapshot, recordedRuns } from "#test/fakes/assert-sound-store";
import { createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { findGateMistakes } from "#test/fakes/find-gate-mistakes";
import { startSimulatedPair } from "#test/fakes/simulated-pair";
import { type CommandOutcome, killCommand, startCommandLine } from "#test/fakes/start-command-line";
import { startRedis } from "#test/fakes/start-redis";
import { type StartedService, startService } from "#test/fakes/start-service";
import { until } from "#test/fakes/until";
import { type SeenAnswer, watchGate } from "#test/fakes/watch-gate";
import { witnessLedger } from "#test/fakes/witness-ledger";

/** Kilobytes that a file may hold: from a disk on which nothing can be written to one that is full in the middle of something. */
const LIMITS = (process.env["LOCKSTEP_CHAOS_LIMITS"] ?? "0,1,2,4,16").split(",");

/** As on a full disk, what is written beyond fails, in the process and in each git that it starts. */
const LIMITED = 'trap "" XFSZ; ulimit -f "$0"; exec "$@"';

/** Only Linux sets the limits of a process that runs. */
const HAS_NO_LIMITS = process.platform === "linux" ? false : "prlimit is of Linux";

test("a disk that is full loses no recorded run, leaves nothing half written, and makes no gate ready", async (t) => {
  await using pair = await startSimulatedPair();
  await using estate = await createLoopbackEstate(pair, { policy: { policy: { mode: "enforce" } } });
  const { app } = estate;
  await app.check([]);
  const { snapshot } = await app.open("tie/tie-a");
  const approval = { approver: "C. Chair", ticket: null, reviewed: true };
  await app.adopt({ engineId: "tie", from: "primary", digest: snapshot.digest, ...approval });
  pair.standby.state.setConfigurationValue("pas-host", "other.hospital.test");
  await app.check([]);
  assert.equal((await app.ready("tie")).ready.verdict, "not-ready");
  const promised: string[] = [];
  for (const [round, limit] of LIMITS.entries()) {
    for (let each = 0; each < 20; each++)
      pair.primary.state.setConfigurationValue(`key-${each}`, `${round} ${"x".repeat(200)}`);
    const outcome = await checkOn(estate, limit);
    t.diagnostic(`files of ${limit} kB: exit ${outcome.code}`);
    assert.notEqual(outcome.code, 0);
    if (outcome.code === 1) promised.push((JSON.parse(outcome.stdout) as CheckReport).runId);
    await assertSoundStore(app, `with files of ${limit} kB`);
    for (const node of ["tie-a", "tie-b"]) await assertWholeSnapshot(await app.open(`tie/${node}`), node);
    assert.notEqual((await app.ready("tie")).ready.verdict, "ready");
  }
  const whole = await startCommandLine(["--estate", estate.folder, "check", "--json"], app.settings.environment).ended;
  assert.equal(whole.code, 1, whole.stderr);
  const recorded = await recordedRuns(app);
  for (const runId of promised) assert.ok(recorded.includes(runId), `run ${runId}`);
  assert.equal(new Set(recorded).size, recorded.length);
  assert.equal((await app.ledger.verify()).sound, true);
});

test("a service whose disk is full opens no gate by a check that it could not record, and none for who asks for a younger one", {
  skip: HAS_NO_LIMITS,
}, async (t) => {
  await using redis = await startRedis();
  await using pair = await startSimulatedPair();
  const environment = { LOCKSTEP_QUEUE_URL: redis.url };
  await using estate = await createLoopbackEstate(pair, { environment, policy: { policy: { mode: "enforce" } } });
  const { app } = estate;
  await app.check([]);
  const { snapshot } = await app.open("tie/tie-a");
  const approval = { approver: "C. Chair", ticket: null, reviewed: true };
  await app.adopt({ engineId: "tie", from: "primary", digest: snapshot.digest, ...approval });
  await app.check([]);
  const service = await startService(estate, { LOCKSTEP_LOG_LEVEL: "error" });
  t.after(() => killCommand(service, "with its children"));
  const queue = await openQueue(redis.url, { dataFolder: estate.folder, now: () => new Date() });
  t.after(() => queue.close());
  await using witness = witnessLedger(app);
  await using watcher = watchGate({ engineIds: ["tie"], maxAges: [MAX_AGE] });
  watcher.aim(service.url);
  const untilTold = (verdict: string): Promise<void> =>
    watcher.until((latest) => latest.get("tie")?.told?.verdict === verdict);
  await untilTold("ready");

  for (const limit of LIMITS) {
    pair.standby.state.setConfigurationValue("pas-host", "other.hospital.test");
    await app.check([]);
    await untilTold("not-ready");
    const [asked, runs] = [watcher.answers.length, (await recordedRuns(app)).length];
    pair.standby.state.setConfigurationValue("pas-host", "pas.hospital.test");
    limitDisk(service, `${Number(limit) * 1024}`);
    await checkByService(queue, `in lockstep on ${limit} kB`);
    await watcher.until((latest) => latest.size > 0);
    const isRecorded = (await recordedRuns(app)).length > runs;
    const opened = watcher.answers.slice(asked).filter(({ status }) => status === 200);
    t.diagnostic(`files of ${limit} kB: ${isRecorded ? "recorded" : "not recorded"}, opened ${opened.length} times`);
    assert.ok(isRecorded || opened.length === 0);
    limitDisk(service, "unlimited");
  }
  await checkByService(queue, "in lockstep with room on the disk");
  await untilTold("ready");

  limitDisk(service, "0");
  pair.standby.state.setConfigurationValue("pas-host", "other.hospital.test");
  await checkByService(queue, "drifted on a full disk");
  const asked = watcher.answers.length;
  const isTooOld = ({ maxAgeSeconds, told }: SeenAnswer): boolean =>
    maxAgeSeconds === MAX_AGE && told?.codes.includes("older-than-asked") === true;
  await watcher.until(() => watcher.answers.slice(asked).some(isTooOld));
  limitDisk(service, "unlimited");
  await checkByService(queue, "drifted with room on the disk");
  await untilTold("not-ready");

  await watcher.stop();
  assert.deepEqual(findGateMistakes(watcher.answers, { steps: await witness.steps() }), []);
  await assertSoundStore(app, "at the end");
  service.child.kill("SIGTERM");
  assert.equal((await service.ended).code, 0);
});

/** Seconds. */
const MAX_AGE = 5;

/** As when the disk of a running service fills up, or is made free: beyond so many bytes no file grows, in the service and in each git that it starts. */
function limitDisk({ child }: StartedService, bytes: string): void {
  execFileSync("prlimit", ["--pid", `${child.pid}`, `--fsize=${bytes}:unlimited`]);
}

/** Waits until the check was done or given up. */
async function checkByService(queue: JobQueue, because: string): Promise<void> {
  await queue.add({ job: "check", engineIds: ["tie"], because }, { key: because });
  await until(async () => {
    const { waiting, active } = await queue.counts();
    return active === 0 && waiting <= (await queue.schedules()).length;
  });
}

async function checkOn({ folder, app }: LoopbackEstate, limit: string): Promise<CommandOutcome> {
  const through = ["bash", "-c", LIMITED, limit];
  return await startCommandLine(["--estate", folder, "check", "--json"], app.settings.environment, through).ended;
}
