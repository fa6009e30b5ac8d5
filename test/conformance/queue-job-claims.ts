import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { LockstepError } from "#services/core/errors";
import { checkOf, noting, openedQueue, QUICK } from "#test/fakes/opened-queue";
import { until } from "#test/fakes/until";
import type { QueueHarness } from "./queue-harness.js";

const DAY_MS = 24 * 3_600_000;

/** What becomes of a job that somebody adds. */
export function claimJobs(open: () => Promise<QueueHarness>): void {
  test("knows a key that waits, and one that was done in the last four days, but not longer", async () => {
    await using place = await (await open()).emptyPlace();
    const done: string[] = [];
    {
      await using opened = await openedQueue(place);
      const { queue } = opened;
      assert.equal(await queue.add(checkOf("first"), { key: "delivery:1/a b" }), "added");
      assert.equal(await queue.add(checkOf("again, waiting"), { key: "delivery:1/a b" }), "known");
      assert.equal(await queue.add(checkOf("another"), { key: "delivery:2" }), "added");
      await queue.work(noting(done));
      await until(async () => done.length === 2 && (await queue.counts()).active === 0);
      assert.equal(await queue.add(checkOf("again, done"), { key: "delivery:1/a b" }), "known");
    }
    await using later = await openedQueue(place, { now: () => new Date(Date.now() + 4 * DAY_MS + 1) });
    assert.equal(await later.queue.add(checkOf("after four days"), { key: "delivery:1/a b" }), "added");
    await later.queue.work(noting(done));
    await until(() => done.length === 3);
    assert.deepEqual(done, ["first", "another", "after four days"]);
  });

  test("adds a key once, however many add it at once", async () => {
    await using place = await (await open()).emptyPlace();
    await using opened = await openedQueue(place);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => opened.queue.add(checkOf(`${index}`), { key: "same" })),
    );
    assert.equal(answers.filter((answer) => answer === "added").length, 1);
    assert.equal((await opened.queue.counts()).waiting, 1);
  });

  test("begins a job no sooner than it was asked to", async () => {
    await using place = await (await open()).emptyPlace();
    await using opened = await openedQueue(place);
    const begun = new Map<string, number>();
    const from = Date.now();
    await opened.queue.add(checkOf("later"), { key: "later", delayMs: 700 });
    await opened.queue.work(async ({ request }) => void begun.set(request.because, Date.now() - from));
    await opened.queue.add(checkOf("now"), { key: "now" });
    await until(() => begun.size === 2);
    assert.ok(begun.has("now"));
    assert.ok((begun.get("later") ?? 0) >= 700);
  });

  test("tries again, later each time, what the world did", async () => {
    await using place = await (await open()).emptyPlace();
    await using opened = await openedQueue(place);
    const attempts: { readonly attempt: number; readonly at: number }[] = [];
    await opened.queue.work(async ({ attempt }) => {
      attempts.push({ attempt, at: Date.now() });
      if (attempts.length < 4) throw new LockstepError("node-unreachable", "tie-b did not answer.");
    });
    await opened.queue.add(checkOf("flaky"), { key: "flaky" });
    await until(() => attempts.length === 4);
    assert.deepEqual(
      attempts.map(({ attempt }) => attempt),
      [1, 2, 3, 4],
    );
    const pauses = attempts.slice(1).map(({ at }, index) => at - (attempts[index]?.at ?? at));
    for (const [index, pause] of pauses.entries()) assert.ok(pause >= 40 * 2 ** index, `pause ${index}: ${pause} ms`);
    assert.deepEqual(await opened.queue.failed(), []);
  });

  test("gives up in the end what the world goes on doing, and says so", async () => {
    await using place = await (await open()).emptyPlace();
    await using opened = await openedQueue(place, { timing: { ...QUICK, retryMs: 1 } });
    let attempts = 0;
    await opened.queue.work(async () => {
      attempts += 1;
      throw new LockstepError("node-unreachable", "tie-b did not answer.");
    });
    await opened.queue.add(checkOf("down for good"), { key: "down" });
    await until(async () => (await opened.queue.counts()).failed === 1);
    assert.equal(attempts, 6);
    assert.equal((await opened.queue.failed())[0]?.reason, "node-unreachable: tie-b did not answer.");
    await until(() => opened.told.some((line) => line.includes("is given up")));
  });

  test("fails at once, and tells no secret, where trying again would not help", async () => {
    await using place = await (await open()).emptyPlace();
    await using opened = await openedQueue(place);
    const errors = new Map<string, Error>([
      ["a mistake in the estate", new LockstepError("estate-invalid", "estate.yaml does not fit.")],
      ["a refusal that locks accounts", new LockstepError("login-refused", "tie-b refused the login.")],
      ["a conflict of our own", new LockstepError("store-conflict", "Another writer was quicker.")],
      ["a fault of ours", new TypeError("x is not a function, password=hunter2-of-tie-b")],
    ]);
    const begun: string[] = [];
    await opened.queue.work(async ({ request }) => {
      begun.push(request.because);
      throw errors.get(request.because);
    });
    for (const what of errors.keys()) await opened.queue.add(checkOf(what), { key: what });
    await until(async () => (await opened.queue.counts()).failed === errors.size);
    const failed = await opened.queue.failed();
    assert.deepEqual(begun, [...errors.keys()]);
    assert.deepEqual(failed.map(({ request }) => request).reverse(), begun.map(checkOf));
    assert.equal(
      failed.some(({ reason }) => reason.includes("hunter2")),
      false,
    );
  });

  test("ends the signal of a job at its deadline, and leaves one that does not stop", async () => {
    await using place = await (await open()).emptyPlace();
    await using opened = await openedQueue(place, { timing: { ...QUICK, leaveMs: 200 } });
    const ended: string[] = [];
    await opened.queue.work(
      async ({ request, attempt, signal }) => {
        if (attempt > 1) return;
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        ended.push(request.because);
        if (request.because === "deaf") await sleep(3_600_000, undefined, { ref: false });
        signal.throwIfAborted();
      },
      { concurrency: 2 },
    );
    await opened.queue.add(checkOf("listens"), { key: "listens", deadlineMs: 150 });
    await opened.queue.add(checkOf("deaf"), { key: "deaf", deadlineMs: 150 });
    await until(() => opened.told.filter((line) => line.includes("is tried again")).length === 2);
    assert.deepEqual(ended.sort(), ["deaf", "listens"]);
    const stopped = opened.told.filter((line) => line.includes("is tried again"));
    assert.ok(stopped.every((line) => line.includes("aborted: The job was stopped: it took longer than 150 ms")));
    await until(async () => (await opened.queue.counts()).waiting === 0);
  });

  test("never runs what is no request, and tells of it", async () => {
    await using place = await (await open()).emptyPlace();
    await using opened = await openedQueue(place);
    const done: string[] = [];
    await opened.queue.add(JSON.parse('{"job":"format-disk","because":"from elsewhere"}'), { key: "bad" });
    await opened.queue.add(JSON.parse('{"job":"check","engineIds":[],"because":"x","and":"more"}'), { key: "more" });
    await opened.queue.add(checkOf("good"), { key: "good" });
    await opened.queue.work(noting(done));
    await until(async () => done.length === 1 && (await opened.queue.counts()).failed === 2);
    assert.deepEqual(done, ["good"]);
    assert.match((await opened.queue.failed())[0]?.reason ?? "", /no request that is known/);
    await until(() => opened.told.filter((line) => line.includes("is given up")).length === 2);
  });

  test("is shared by two workers, and no job is done twice", async () => {
    const harness = await open();
    await using place = await harness.emptyPlace();
    await using first = await openedQueue(place);
    await using second = harness.server === undefined ? undefined : await openedQueue(place);
    const done: string[] = [];
    const workers = new Set<string>();
    const workAs = (name: string) => async (job: { readonly request: { readonly because: string } }) => {
      workers.add(name);
      // However slow a worker is to begin, the other leaves it some.
      await until(() => workers.size === 2);
      done.push(job.request.because);
    };
    await first.queue.pause();
    const names = Array.from({ length: 40 }, (_, index) => `job ${index}`);
    await Promise.all(names.map((name) => first.queue.add(checkOf(name), { key: name })));
    await first.queue.work(workAs("first"), { concurrency: 2 });
    await (second ?? first).queue.work(workAs("second"), { concurrency: 2 });
    await first.queue.resume();
    await until(async () => done.length >= 40 && (await first.queue.counts()).active === 0);
    assert.deepEqual(done.sort(), names.sort());
    assert.deepEqual([...workers].sort(), ["first", "second"]);
  });

  test("begins nothing while paused, takes what is added, and goes on when resumed", async () => {
    await using place = await (await open()).emptyPlace();
    await using opened = await openedQueue(place);
    const done: string[] = [];
    await opened.queue.pause();
    await opened.queue.work(noting(done));
    await opened.queue.add(checkOf("patient"), { key: "patient" });
    await sleep(300);
    assert.deepEqual(done, []);
    assert.equal((await opened.queue.counts()).waiting, 1);
    await opened.queue.resume();
    await until(() => done.length === 1);
  });
}
