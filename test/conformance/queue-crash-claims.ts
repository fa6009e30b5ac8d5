import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { checkOf, noting, openedQueue, QUICK, SHORT_LOCK } from "#test/fakes/opened-queue";
import { until } from "#test/fakes/until";
import type { QueueHarness, QueuePlace } from "./queue-harness.js";

/** What becomes of jobs when those who do them end, as asked or not. */
export function claimCrashes(open: () => Promise<QueueHarness>): void {
  test("does a job again whose worker was killed, and loses none that waited", async () => {
    await using place = await (await open()).emptyPlace();
    const names = ["first", "second", "third"];
    await killWhileAtWork(place, names);
    await using opened = await openedQueue(place);
    const attempts = new Map<string, number>();
    await opened.queue.work(async ({ request, attempt }) => void attempts.set(request.because, attempt));
    await until(() => attempts.size === 3);
    assert.deepEqual(Object.fromEntries(attempts), { first: 2, second: 1, third: 1 });
    assert.deepEqual(await opened.queue.failed(), []);
  });

  test("waits for the job at work when it closes, and begins no other", async () => {
    await using place = await (await open()).emptyPlace();
    const done: string[] = [];
    {
      await using opened = await openedQueue(place, { timing: { ...QUICK, patienceMs: 60_000 } });
      const begun: string[] = [];
      let finish: () => void = () => undefined;
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      await opened.queue.work(async ({ request, signal }) => {
        begun.push(request.because);
        await finished;
        assert.equal(signal.aborted, false);
        done.push(request.because);
      });
      await opened.queue.add(checkOf("at work"), { key: "at work" });
      await until(() => begun.length === 1);
      await opened.queue.add(checkOf("waiting"), { key: "waiting" });
      const closed = opened.queue.close();
      finish();
      await closed;
      assert.deepEqual(begun, ["at work"]);
      assert.deepEqual(done, ["at work"]);
    }
    await using next = await openedQueue(place);
    await next.queue.work(noting(done));
    await until(() => done.length === 2);
    assert.deepEqual(done, ["at work", "waiting"]);
  });

  test("tells a job to stop when patience is over, and the next service does it", async () => {
    await using place = await (await open()).emptyPlace();
    {
      await using opened = await openedQueue(place);
      const begun: string[] = [];
      await opened.queue.work(async ({ request, signal }) => {
        begun.push(request.because);
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        signal.throwIfAborted();
      });
      await opened.queue.add(checkOf("long"), { key: "long" });
      await until(() => begun.length === 1);
    }
    await using next = await openedQueue(place);
    const done: string[] = [];
    await next.queue.work(noting(done));
    await until(() => done.length === 1);
    assert.deepEqual(await next.queue.failed(), []);
  });

  test("closes though a job hears nothing, and the job is done by the next service", async () => {
    await using place = await (await open()).emptyPlace();
    const opened = await openedQueue(place, { timing: { ...SHORT_LOCK, leaveMs: 200 } });
    let begun = 0;
    await opened.queue.work(() => {
      begun += 1;
      return new Promise<void>(() => undefined);
    });
    await opened.queue.add(checkOf("deaf"), { key: "deaf" });
    await until(() => begun === 1);
    await opened.queue.close();
    await using next = await openedQueue(place);
    const done: string[] = [];
    await next.queue.work(noting(done));
    await until(() => done.length === 1);
  });

  test("loses nothing when the service is stopped and started", async () => {
    await using place = await (await open()).emptyPlace();
    const names = Array.from({ length: 30 }, (_, index) => `job ${index}`);
    {
      await using opened = await openedQueue(place);
      await Promise.all(names.map((name) => opened.queue.add(checkOf(name), { key: name })));
    }
    await using opened = await openedQueue(place);
    const done: string[] = [];
    await opened.queue.work(noting(done), { concurrency: 3 });
    await until(() => done.length >= names.length);
    assert.deepEqual(done.sort(), names.sort());
  });
}

/** Starts a worker in a process of its own, which adds the jobs and is killed at work on the first. */
async function killWhileAtWork(place: QueuePlace, names: readonly string[]): Promise<void> {
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const script = fileURLToPath(new URL(`../fakes/queue-worker-process.${ending}`, import.meta.url));
  const args = [script, place.url ?? "", place.dataFolder, JSON.stringify(SHORT_LOCK), names.join(",")];
  const child = spawn(process.execPath, [...process.execArgv, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    await firstLine(child);
  } finally {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
}

async function firstLine(child: ChildProcess): Promise<void> {
  assert.ok(child.stdout);
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, "exit").then(() => assert.fail("the worker ended before it began a job"));
  const [line]: unknown[] = await Promise.race([once(lines, "line"), ended]);
  assert.equal(line, "began first");
}
