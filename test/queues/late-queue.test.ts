import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import type { JobQueue } from "#services/ports/job-queue";
import { lateQueue } from "#services/queues/late-queue";

const REQUEST = { job: "settle-reviews", number: null, because: "a test" } as const;

function isUnavailable(error: unknown): boolean {
  return error instanceof LockstepError && error.code === "queue-unavailable";
}

test("what is asked of a queue that opens in a moment waits for it", async () => {
  const added: string[] = [];
  const queue: Partial<JobQueue> = {
    add: (_request, { key }) => Promise.resolve(added.push(key) > 0 ? "added" : "known"),
  };
  const late = lateQueue(new Promise((resolve) => setTimeout(() => resolve(queue as JobQueue), 30)));
  assert.equal(await late.add(REQUEST, { key: "a" }), "added");
  assert.deepEqual(added, ["a"]);
});

test("what is asked of a queue that does not open is answered as by one that is down", async () => {
  const late = lateQueue(new Promise<JobQueue>(() => undefined));
  await assert.rejects(late.counts(), isUnavailable);
});

test("what keeps a queue from being opened is thrown at whoever begins to work, and ends in order", async () => {
  const late = lateQueue(Promise.reject(new LockstepError("queue-unavailable", "Another process holds it.")));
  await assert.rejects(
    late.work(() => Promise.resolve()),
    /Another process holds it/,
  );
  await late.close();
});
