import assert from "node:assert/strict";
import { test } from "node:test";
import type { Run } from "#schemas/run";
import { openApp } from "#services/app";
import { assertSoundStore } from "#test/fakes/assert-sound-store";
import { commitGoverned, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { findGateMistakes } from "#test/fakes/find-gate-mistakes";
import { serveByClock } from "#test/fakes/serve-by-clock";
import { recordsOf } from "#test/fakes/served-estate";
import { startSimulatedPair } from "#test/fakes/simulated-pair";
import { watchGate } from "#test/fakes/watch-gate";
import { witnessLedger } from "#test/fakes/witness-ledger";

const DAY_MS = 86_400_000;
const OCCASION = { schedule: "nightly", at: "2026-11-23T04:15:00.000Z" };

test("a clock that jumps a day, forwards or backwards, loses no run, records none twice, and never makes a gate ready", async () => {
  let at = Date.now();
  const now = (): Date => new Date(at);
  await using pair = await startSimulatedPair();
  await using estate = await createLoopbackEstate(pair, { now, policy: { policy: { mode: "enforce" } } });
  const { app } = estate;
  await approve(estate);
  assert.equal(await app.checkOccasion("tie", OCCASION), "recorded");
  assert.equal((await app.ready("tie")).ready.verdict, "ready");

  at += 1.5 * DAY_MS;
  assert.notEqual((await app.ready("tie")).ready.verdict, "ready", "nobody has looked for longer than a night");
  assert.equal(await app.checkOccasion("tie", OCCASION), "known");
  const next = { ...OCCASION, at: "2026-11-24T04:15:00.000Z" };
  assert.equal(await app.checkOccasion("tie", next), "recorded");
  assert.notEqual((await app.ready("tie")).ready.verdict, "ready", "the engines' clocks say otherwise");

  at -= 1.5 * DAY_MS;
  assert.notEqual((await app.ready("tie")).ready.verdict, "ready", "a look that is to come proves nothing");
  for (const occasion of [OCCASION, next]) assert.equal(await app.checkOccasion("tie", occasion), "known");
  pair.standby.state.setConfigurationValue("pas-host", "other.hospital.test");
  await app.check(["tie"]);
  assert.notEqual((await app.ready("tie")).ready.verdict, "ready");

  const runs = (await recordsOf(app, "run")).map(({ body }) => (body as Run).occasion?.at ?? "asked for");
  assert.deepEqual(runs, ["asked for", next.at, OCCASION.at, "asked for"]);
  assert.equal((await app.ledger.verify()).sound, true);
  await assertSoundStore(app, "at the end");
});

test("a gate whose clock jumps is shut while the verdict is from no time that it knows, and opens again by itself or by the next check", async (t) => {
  let aheadMs = 0;
  const now = (): Date => new Date(Date.now() + aheadMs);
  await using pair = await startSimulatedPair();
  await using estate = await createLoopbackEstate(pair, { now, policy: { policy: { mode: "enforce" } } });
  const { app } = estate;
  await approve(estate);
  await app.check(["tie"]);
  await using witness = witnessLedger(app);
  await using service = await serveByClock(app, now);
  await using watcher = watchGate({ engineIds: ["tie"], maxAges: [3600], everyMs: 20, now });
  watcher.aim(service.url);
  const untilTold = (verdict: string, code?: string): Promise<void> =>
    watcher.until((latest) => {
      const told = latest.get("tie")?.told;
      return told?.verdict === verdict && (code === undefined || told.codes.includes(code));
    });
  await untilTold("ready");

  aheadMs = 1.5 * DAY_MS;
  await untilTold("unknown", "snapshot-stale");
  aheadMs = 0;
  await untilTold("ready");
  aheadMs = -3_600_000;
  await untilTold("unknown", "snapshot-stale");
  aheadMs = 0;
  await untilTold("ready");

  aheadMs = 1.5 * DAY_MS;
  const [ahead] = (await app.check(["tie"])).engines;
  assert.equal(ahead?.readiness.verdict, "unknown", "the engines' clocks say otherwise");
  await untilTold("unknown", "clock-skew");
  aheadMs = 0;
  await untilTold("unknown", "snapshot-stale");
  pair.standby.state.setConfigurationValue("pas-host", "other.hospital.test");
  await app.check(["tie"]);
  await untilTold("not-ready");
  pair.standby.state.setConfigurationValue("pas-host", "pas.hospital.test");
  await app.check(["tie"]);
  await untilTold("ready");

  await watcher.stop();
  assert.deepEqual(findGateMistakes(watcher.answers, { steps: await witness.steps() }), []);
  const opened = watcher.answers.filter(({ status }) => status === 200);
  t.diagnostic(`the gate was asked ${watcher.answers.length} times and opened ${opened.length} times`);
});

test("the watchdog tells of a silent night, also after a clock that jumped, and of none that is to come", async () => {
  let at = Date.parse("2026-11-22T12:00:00Z");
  const now = (): Date => new Date(at);
  await using pair = await startSimulatedPair();
  await using estate = await createLoopbackEstate(pair, { now });
  const { app } = estate;
  const missed = async (): Promise<readonly string[]> =>
    (await app.watch()).report.missed.map(({ engineId, dueAt, inARow }) => `${engineId} ${dueAt} ${inARow}`);
  assert.deepEqual(await missed(), [], "what was due before the estate was made was not missed");
  at = Date.parse("2026-11-23T05:10:00Z");
  assert.deepEqual(await missed(), []);
  at = Date.parse("2026-11-23T05:16:00Z");
  assert.deepEqual(await missed(), ["tie 2026-11-23T04:15:00.000Z 1"]);
  const { catchUp } = await app.watch("loopback");
  assert.deepEqual(
    catchUp.map(({ request, options }) => [request.job, request.estate, options.key]),
    [["check-occasion", "loopback", "loopback/nightly/tie/2026-11-23T04:15:00.000Z/again"]],
  );
  at += DAY_MS;
  assert.deepEqual(await missed(), ["tie 2026-11-24T04:15:00.000Z 2"]);
  at -= DAY_MS;
  await app.checkOccasion("tie", OCCASION);
  assert.deepEqual(await missed(), []);
  at -= DAY_MS;
  assert.deepEqual(await missed(), []);
});

test("a schedule that was declared an hour ago was not missed the night before", async () => {
  await using pair = await startSimulatedPair();
  const now = (): Date => new Date();
  const begun = new Date(Date.now() - 3 * DAY_MS);
  await using estate = await createLoopbackEstate(pair, { now: () => begun });
  assert.equal((await estate.app.watch()).report.missed.length, 0);
  const hourly = { id: "hourly", cron: "5 * * * *", timeZone: "UTC", deadlineMinutes: 1 };
  await commitGoverned(estate, "estate.yaml", (text) => `${text}\nschedules: ${JSON.stringify([hourly])}\n`);
  const app = await openApp(estate.app.settings, now);
  assert.deepEqual((await app.watch()).report.missed, []);
});

async function approve({ app }: LoopbackEstate): Promise<void> {
  await app.check([]);
  const { snapshot } = await app.open("tie/tie-a");
  const approval = { approver: "C. Chair", ticket: null, reviewed: true };
  await app.adopt({ engineId: "tie", from: "primary", digest: snapshot.digest, ...approval });
}
