import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { channelFixture, FIXTURE_DIALECT, FIXTURE_MASK_KEY, snapshotOf, writeAll } from "#test/fakes/artefact-fixtures";
import { fsckInPeace } from "#test/fakes/fsck-in-peace";
import { startWriter } from "#test/fakes/start-writer";
import { createTemporaryEstate, describeEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const KILLS = Number(process.env["LOCKSTEP_CHAOS_KILLS"] ?? "50");
const LONGEST_LIFE_MS = 900;

test(`loses no recorded run and shows no half snapshot when a writer is killed ${KILLS} times at random moments`, async () => {
  await using estate = await createTemporaryEstate(() => new Date());
  const contextFile = await describeEstate(estate);
  const promised: string[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const writer = startWriter(contextFile, `life-${kill}`, 0, 1000, 40);
    await writer.ready;
    await sleep(Math.random() * LONGEST_LIFE_MS);
    killGroup(writer.child.pid, kill);
    await writer.ended;
    promised.push(...writer.recorded);
    assert.equal(await fsckInPeace(estate.context.gitDir), "", `after kill ${kill}`);
    await assertWhole(estate);
    promised.push(await completeRun(estate, kill));
  }
  const recorded = new Set<string>();
  for await (const { body } of estate.ledger.records({ type: "run" })) {
    recorded.add(`${String(body["name"])} ${String(body["run"])}`);
    await estate.store.openSnapshotCommit(String(body["commit"]));
  }
  assert.deepEqual(
    promised.filter((run) => !recorded.has(run)),
    [],
  );
  assert.equal((await estate.ledger.verify()).sound, true);
});

/** Every second time the git children die with their parent, as when a container is killed. */
function killGroup(pid: number | undefined, kill: number): void {
  assert.ok(pid !== undefined);
  process.kill(kill % 2 === 0 ? -pid : pid, "SIGKILL");
}

/** The newest snapshot is one that a writer finished: each of its files belongs to the same run. */
async function assertWhole(estate: TemporaryEstate): Promise<void> {
  const stored = await estate.store.openSnapshot("tie", "tie-a");
  if (stored === undefined) return;
  const files = await stored.load(stored.snapshot.entries.map(({ path }) => path));
  const runs = new Set<string>();
  for (const [file] of files.values()) {
    const { content } = JSON.parse(Buffer.from(file?.bytes ?? []).toString("utf8")) as { content: string };
    runs.add(content);
  }
  assert.equal(runs.size, 1);
}

async function completeRun(estate: TemporaryEstate, kill: number): Promise<string> {
  const about = { engineId: "tie", nodeId: "tie-a", nodeIds: ["tie-a"], dialect: FIXTURE_DIALECT };
  const writer = await estate.store.beginSnapshot({ ...about, maskKeyId: FIXTURE_MASK_KEY });
  const fixtures = [channelFixture(0, `after ${kill}`)];
  const at = new Date().toISOString();
  const { commit } = await writeAll(writer, fixtures, snapshotOf(fixtures, { takenAt: at }));
  await estate.ledger.append({ type: "run", actor: "lockstep", at, body: { name: "after", run: kill, commit } });
  return `after ${kill}`;
}
