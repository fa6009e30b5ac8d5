import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { checkOf, openedQueue } from "#test/fakes/opened-queue";
import { until } from "#test/fakes/until";
import type { QueueHarness } from "./queue-harness.js";

/** What is seen of a job while it is done. */
export function claimProgress(open: () => Promise<QueueHarness>): void {
  test("shows what is being done and how far it came, the newest, and nothing of it afterwards", async () => {
    await using place = await (await open()).emptyPlace();
    await using opened = await openedQueue(place);
    const { queue } = opened;
    let end = (): void => undefined;
    await queue.add(checkOf("shown"), { key: "shown" });
    await queue.work(async ({ tell }) => {
      for (let bytes = 0; bytes <= 100; bytes++) tell({ at: "2026-11-23T04:15:00.000Z", engineId: "tie", bytes });
      await new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    await until(async () => (await queue.atWork())[0]?.progress?.bytes === 100);
    const [job, ...others] = await queue.atWork();
    assert.deepEqual([job?.request.because, job?.progress?.engineId, others.length], ["shown", "tie", 0]);
    assert.ok(job?.begunAt instanceof Date);
    end();
    await until(async () => (await queue.atWork()).length === 0);
  });

  test("tries a job once more whose thread ended in the middle of it", async () => {
    await using place = await (await open()).emptyPlace();
    await using opened = await openedQueue(place);
    const attempts: number[] = [];
    await opened.queue.add(checkOf("crashes"), { key: "crashes" });
    await opened.queue.work(async ({ attempt }) => {
      attempts.push(attempt);
      throw new LockstepError(attempt === 1 ? "job-crashed" : "bug", "The thread ended.");
    });
    await until(async () => (await opened.queue.failed()).length === 1);
    assert.deepEqual(attempts, [1, 2]);
  });
}
