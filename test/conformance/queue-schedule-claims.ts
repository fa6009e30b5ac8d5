import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { nextInstant } from "#services/core/schedule/next-instant";
import { checkOf, openedQueue } from "#test/fakes/opened-queue";
import { until } from "#test/fakes/until";
import type { QueueHarness } from "./queue-harness.js";

const LONDON = "Europe/London";

/** What comes again by itself. */
export function claimSchedules(open: () => Promise<QueueHarness>): void {
  test("does a scheduled job again and again, and says which instant was meant", async () => {
    await using place = await (await open()).emptyPlace();
    await using opened = await openedQueue(place);
    const meant: number[] = [];
    await opened.queue.work(async ({ scheduledFor }) => void meant.push(scheduledFor?.getTime() ?? Number.NaN));
    await opened.queue.schedule("each-second", { cron: "* * * * * *", timeZone: LONDON }, checkOf("again"));
    await until(() => meant.length >= 3);
    await opened.queue.unschedule("each-second");
    assert.deepEqual(await opened.queue.schedules(), []);
    for (const instant of meant) assert.equal(instant % 1000, 0);
    assert.equal(new Set(meant).size, meant.length);
  });

  test("has one schedule of an id, in its own zone: the last that was wanted", async () => {
    await using place = await (await open()).emptyPlace();
    await using opened = await openedQueue(place);
    const nightly = { cron: "30 3 * * *", timeZone: "Asia/Tokyo" };
    await opened.queue.schedule("nightly", { cron: "30 3 * * *", timeZone: LONDON }, checkOf("old"));
    await opened.queue.schedule("nightly", nightly, checkOf("new"));
    await opened.queue.schedule("weekly", { cron: "0 6 * * 1", timeZone: LONDON }, checkOf("weekly"));
    const found = await opened.queue.schedules();
    assert.deepEqual(found.map(({ id, timeZone }) => `${id} ${timeZone}`).sort(), [
      "nightly Asia/Tokyo",
      "weekly Europe/London",
    ]);
    assert.deepEqual(found.find(({ id }) => id === "nightly")?.nextAt, nextInstant(nightly, new Date()));
    assert.equal((await opened.queue.counts()).waiting, 2);
  });

  test("still does, once, what fell due while nobody worked, though the service set its schedules again", async () => {
    await using place = await (await open()).emptyPlace();
    const schedule = { cron: "* * * * * *", timeZone: LONDON };
    let due: Date | undefined;
    {
      await using before = await openedQueue(place);
      await before.queue.schedule("each-second", schedule, checkOf("missed"));
      due = (await before.queue.schedules())[0]?.nextAt;
    }
    assert.ok(due !== undefined);
    await until(() => Date.now() > due.getTime() + 2_500);
    await using after = await openedQueue(place);
    await after.queue.schedule("each-second", schedule, checkOf("missed"));
    const meant: (Date | undefined)[] = [];
    await after.queue.work(async ({ scheduledFor }) => void meant.push(scheduledFor));
    await until(() => meant.length >= 2);
    assert.deepEqual(meant[0], due);
    assert.ok((meant[1]?.getTime() ?? 0) >= due.getTime() + 2_500);
  });

  test("refuses a schedule that it does not understand", async () => {
    await using place = await (await open()).emptyPlace();
    await using opened = await openedQueue(place);
    for (const schedule of [
      { cron: "61 * * * *", timeZone: LONDON },
      { cron: "30 1 * * *", timeZone: "Europe/Lundon" },
    ]) {
      await assert.rejects(
        opened.queue.schedule("x", schedule, checkOf("x")),
        (error) => error instanceof LockstepError && error.code === "schedule-invalid",
      );
    }
    assert.deepEqual(await opened.queue.schedules(), []);
  });
}
