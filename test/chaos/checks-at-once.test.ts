import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckReport } from "#schemas/check-report";
import { openApp } from "#services/app";
import { assertSoundStore, assertWholeSnapshot, recordedRuns } from "#test/fakes/assert-sound-store";
import { createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { gitAsOutsider } from "#test/fakes/git-as-outsider";
import { type SimulatedPair, startSimulatedPair } from "#test/fakes/simulated-pair";
import { startCommandLine } from "#test/fakes/start-command-line";

const ROUNDS = 2;

/** Ways to check the same engine several times at once; each gives the ids of its runs. */
const WAYS: Readonly<Record<string, (estate: LoopbackEstate) => Promise<string[]>>> = {
  "two processes": (estate) => inProcesses(estate, 2),
  "four processes": (estate) => inProcesses(estate, 4),
  "two apps in one process": (estate) => inApps(estate, 2),
  "four apps in one process": (estate) => inApps(estate, 4),
};

for (const [way, checkAtOnce] of Object.entries(WAYS)) {
  test(`${way} that check an engine at once are all recorded, over snapshots in order`, async () => {
    await using pair = await startSimulatedPair();
    await using estate = await createLoopbackEstate(pair);
    const runs: string[] = [];
    const began: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      changeBoth(pair, round);
      began.push(new Date().toISOString());
      runs.push(...(await checkAtOnce(estate)));
      await assertSoundStore(estate.app, `round ${round}`);
    }
    assert.equal(new Set(runs).size, runs.length);
    assert.deepEqual((await recordedRuns(estate.app)).sort(), runs.sort());
    const state = await estate.app.ledger.verify();
    assert.deepEqual({ ...state, head: null }, { sound: true, records: runs.length + 1, head: null, rollback: "none" });
    for (const node of ["tie-a", "tie-b"]) await assertHistory(estate, node, began);
    await assertRecordedSnapshotsStand(estate);
  });
}

async function inProcesses({ folder, app }: LoopbackEstate, count: number): Promise<string[]> {
  const args = ["--estate", folder, "check", "--json"];
  const started = Array.from({ length: count }, () => startCommandLine(args, app.settings.environment));
  const outcomes = await Promise.all(started.map(({ ended }) => ended));
  return outcomes.map(({ code, stdout, stderr }) => {
    assert.equal(code, 2, stderr);
    return (JSON.parse(stdout) as CheckReport).runId;
  });
}

async function inApps({ app }: LoopbackEstate, count: number): Promise<string[]> {
  const apps = await Promise.all(Array.from({ length: count }, () => openApp(app.settings)));
  const reports = await Promise.all(apps.map((each) => each.check([])));
  return reports.map(({ runId }) => runId);
}

function changeBoth({ primary, standby }: SimulatedPair, round: number): void {
  for (const node of [primary, standby]) node.state.setConfigurationValue("pas-host", `pas-${round}.hospital.test`);
}

/** One line of snapshots, each whole; none of a later round lies under one of an earlier round. */
async function assertHistory({ app }: LoopbackEstate, node: string, began: readonly string[]): Promise<void> {
  const ref = `refs/heads/observed/tie/${node}`;
  const commits = (await gitAsOutsider(app.settings.storeDir, "rev-list", "--parents", ref)).split("\n");
  assert.ok(commits.every((line) => line.split(" ").length <= 2));
  const rounds: number[] = [];
  for (let back = 0; back < commits.length; back++) {
    const stored = await app.open(`tie/${node}~${back}`);
    await assertWholeSnapshot(stored, `${node}~${back}`);
    rounds.unshift(began.filter((at) => at <= stored.snapshot.takenAt).length);
  }
  assert.deepEqual(
    rounds,
    rounds.toSorted((a, b) => a - b),
    `${node} is looked at in order`,
  );
}

/** What a run says it saw is in the history of the node. */
async function assertRecordedSnapshotsStand({ app }: LoopbackEstate): Promise<void> {
  const { storeDir } = app.settings;
  for await (const { body } of app.ledger.records({ type: "run" })) {
    const { engines } = body as { engines: { looks: { nodeId: string; commit: string }[] }[] };
    for (const { nodeId, commit } of engines.flatMap(({ looks }) => looks)) {
      await gitAsOutsider(storeDir, "merge-base", "--is-ancestor", commit, `refs/heads/observed/tie/${nodeId}`);
    }
  }
}
