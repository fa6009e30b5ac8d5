import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { LockstepError } from "#services/core/errors";
import type { JobQueue } from "#services/ports/job-queue";
import { DEFAULT_TIMING } from "#services/queues/queue-timing";
import { checkOf, noting, openedQueue, QUICK } from "#test/fakes/opened-queue";
import { until } from "#test/fakes/until";
import type { QueueHarness } from "./queue-harness.js";

const AS_PROMISED = { ...QUICK, answerMs: DEFAULT_TIMING.answerMs, leaveMs: 1_000 };

/** What is said and done while the server of the queue is down. */
export function claimOutages(open: () => Promise<QueueHarness>): void {
  test("says within the time promised that the server is down, and works again by itself when it is back", async () => {
    const harness = await open();
    await using place = await harness.emptyPlace();
    await using opened = await openedQueue(place, { timing: AS_PROMISED });
    const done: string[] = [];
    await opened.queue.work(noting(done));
    await until(() => isAdded(opened.queue, "before"));
    await until(() => done.length === 1);
    await harness.server?.kill();
    await assertUnavailable(() => opened.queue.add(checkOf("meanwhile"), { key: "meanwhile" }));
    await assertUnavailable(() => opened.queue.counts());
    await harness.server?.start();
    await until(() => isAdded(opened.queue, "after"));
    await until(() => done.includes("after"));
    assert.ok(opened.told.length < 30, opened.told.join("\n"));
  });

  test("says so too while the server hears and does not answer", async () => {
    const harness = await open();
    await using place = await harness.emptyPlace();
    await using opened = await openedQueue(place, { timing: AS_PROMISED });
    await until(() => isAdded(opened.queue, "before"));
    harness.server?.freeze();
    try {
      await assertUnavailable(() => opened.queue.add(checkOf("meanwhile"), { key: "meanwhile" }));
    } finally {
      harness.server?.thaw();
    }
    await until(() => isAdded(opened.queue, "after"));
  });

  test("can be opened and asked to work before its server is up", async () => {
    const harness = await open();
    await using place = await harness.emptyPlace();
    await harness.server?.kill();
    await using opened = await openedQueue(place, { timing: AS_PROMISED });
    const done: string[] = [];
    await opened.queue.work(noting(done));
    await assertUnavailable(() => opened.queue.add(checkOf("too early"), { key: "too early" }));
    await harness.server?.start();
    await until(() => isAdded(opened.queue, "first"));
    await until(() => done.includes("first"));
  });

  test("closes while its server is down", async () => {
    const harness = await open();
    await using place = await harness.emptyPlace();
    const opened = await openedQueue(place, { timing: AS_PROMISED });
    await opened.queue.work(noting([]));
    await harness.server?.kill();
    try {
      await opened.queue.close();
    } finally {
      await harness.server?.start();
    }
  });

  test("never shows the password of its address", async () => {
    const harness = await open();
    await using place = await harness.emptyPlace();
    await harness.server?.kill();
    try {
      const url = (place.url ?? "").replace(/\/\/([^@]*@)?/, "//reader:hunter2-of-the-queue@");
      await using opened = await openedQueue({ ...place, url }, { timing: AS_PROMISED });
      await opened.queue.work(noting([]));
      const error: unknown = await opened.queue.add(checkOf("x"), { key: "x" }).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof LockstepError);
      assert.equal(`${error.stack} ${JSON.stringify(error)} ${opened.told.join()}`.includes("hunter2"), false);
    } finally {
      await harness.server?.start();
    }
  });
}

async function isAdded(queue: JobQueue, because: string): Promise<boolean> {
  return queue.add(checkOf(because), { key: because }).then(
    () => true,
    () => false,
  );
}

/** Twice the promise is given to a machine that does much else. */
async function assertUnavailable(ask: () => Promise<unknown>): Promise<void> {
  const late = sleep(2 * DEFAULT_TIMING.answerMs, "late", { ref: false });
  await assert.rejects(
    Promise.race([ask().then(() => "answered"), late]),
    (error) => error instanceof LockstepError && error.code === "queue-unavailable",
  );
}
