import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckReport } from "#schemas/check-report";
import { assertSoundStore, assertWholeSnapshot, recordedRuns } from "#test/fakes/assert-sound-store";
import { createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { startSimulatedPair } from "#test/fakes/simulated-pair";
import { type CommandOutcome, startCommandLine } from "#test/fakes/start-command-line";

/** Kilobytes that a file may hold: from a disk on which nothing can be written to one that is full in the middle of something. */
const LIMITS = (process.env["LOCKSTEP_CHAOS_LIMITS"] ?? "0,1,2,4,16").split(",");

/** As on a full disk, what is written beyond fails, in the process and in each git that it starts. */
const LIMITED = 'trap "" XFSZ; ulimit -f "$0"; exec "$@"';

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

async function checkOn({ folder, app }: LoopbackEstate, limit: string): Promise<CommandOutcome> {
  const through = ["bash", "-c", LIMITED, limit];
  return await startCommandLine(["--estate", folder, "check", "--json"], app.settings.environment, through).ended;
}
