import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { inReviewTurn } from "#services/compose/review/in-review-turn";

let dataFolder: string;

before(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "lockstep-turn-"));
});

after(() => rm(dataFolder, { recursive: true, force: true }));

test("of many that want to ask people something, one does it at a time", async () => {
  let atWork = 0;
  let most = 0;
  const one = (): Promise<void> =>
    inReviewTurn({ dataFolder }, async () => {
      atWork += 1;
      most = Math.max(most, atWork);
      await sleep(5);
      atWork -= 1;
    });
  await Promise.all(Array.from({ length: 6 }, one));
  assert.equal(most, 1);
});

test("a turn that failed is over, and its error is told", async () => {
  await assert.rejects(
    inReviewTurn({ dataFolder }, () => Promise.reject(new Error("the forge burnt down"))),
    /burnt down/,
  );
  assert.equal(await inReviewTurn({ dataFolder }, () => Promise.resolve("next")), "next");
});

test("the turn of a process that was killed is over", async () => {
  const room = fileURLToPath(import.meta.resolve("#services/compose/review/in-review-turn"));
  const script = `const { inReviewTurn } = await import(${JSON.stringify(room)});
    await inReviewTurn({ dataFolder: ${JSON.stringify(dataFolder)} }, () => process.kill(process.pid, "SIGKILL"));`;
  const options = room.endsWith(".ts") ? ["--conditions=lockstep-source", "--import", "tsx"] : [];
  const { signal } = spawnSync(process.execPath, [...options, "--input-type=module", "--eval", script], {
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined },
  });
  assert.equal(signal, "SIGKILL");
  assert.equal(await inReviewTurn({ dataFolder }, () => Promise.resolve("next")), "next");
});

test("whoever waits is told after a while who is at it, and gives up at once when stopped", async () => {
  await inReviewTurn({ dataFolder }, async () => {
    const wait = inReviewTurn({ dataFolder, patienceMs: 0 }, () => Promise.resolve());
    await assert.rejects(wait, { code: "store-conflict", message: new RegExp(`process ${process.pid}`) });
    const stopped = inReviewTurn({ dataFolder, signal: AbortSignal.abort() }, () => Promise.resolve());
    await assert.rejects(stopped, { code: "aborted" });
  });
});
