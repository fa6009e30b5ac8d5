import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { settingsFor } from "#services/config";
import { LockstepError } from "#services/core/errors";
import type { WorkedEstate } from "#services/running/jobs/estate-doer";
import { type JobThreads, openJobThreads } from "#services/running/jobs/job-threads";
import { readJobMemory } from "#services/running/jobs/read-job-memory";
import { createLoopbackEstate } from "#test/fakes/estate-on-loopback";
import { startSimulatedPair } from "#test/fakes/simulated-pair";
import { until } from "#test/fakes/until";

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A thread that does as the name of the engine asked for says. */
const PLAYED = `
const { parentPort } = require("node:worker_threads");
parentPort.on("message", (order) => {
  const act = order.order === "do" ? order.task.request.engineId : "stop";
  if (act === "well") parentPort.postMessage({ followUps: [] });
  if (act === "break") throw new Error("broken");
  if (act === "fill") { const all = []; for (;;) all.push(new Array(1e5).fill({}).map(() => ({}))); }
  if (act === "hang") for (;;);
  if (act === "stop") parentPort.postMessage({ fault: { code: "aborted", message: order.because, details: {} } });
});`;

function play(): { readonly threads: JobThreads; readonly started: () => number; readonly ask: Ask } {
  let started = 0;
  const threads = openJobThreads({
    logger: QUIET,
    threads: 2,
    memoryMb: 32,
    graceMs: 100,
    start: (memoryMb = 0) => {
      started += 1;
      return new Worker(PLAYED, { eval: true, resourceLimits: { maxOldGenerationSizeMb: memoryMb }, stderr: true });
    },
  });
  const estate = { app: { settings: settingsFor("/estate", {}) } } as WorkedEstate;
  const ask: Ask = (act, { signal = new AbortController().signal, attempt = 1 } = {}) =>
    threads.runTask(
      estate,
      {
        request: {
          job: "check-occasion",
          engineId: act,
          occasion: { schedule: "nightly", at: "2026-11-23T04:15:00.000Z" },
          because: "a test",
        },
        at: "",
      },
      { signal, attempt, tell: () => undefined, logger: QUIET, now: () => new Date() },
    );
  return { threads, started: () => started, ask };
}

type Ask = (act: string, how?: { signal?: AbortSignal; attempt?: number }) => Promise<unknown>;

function codeOf(error: unknown): string {
  return error instanceof LockstepError ? error.code : String(error);
}

test("a thread that breaks fails its own job alone, which may be tried once more, and another takes its place", async (t) => {
  const { threads, started, ask } = play();
  t.after(() => threads.close());
  const others = [ask("well"), ask("well"), ask("well")];
  assert.equal(await ask("break").catch(codeOf), "job-crashed");
  assert.equal(await ask("break", { attempt: 2 }).catch(codeOf), "bug");
  assert.deepEqual(await Promise.all(others), [[], [], []]);
  assert.deepEqual(await ask("well"), []);
  assert.ok(started() >= 3);
});

test("a job that fills its memory is ended, and nothing else is", async (t) => {
  const { threads, ask } = play();
  t.after(() => threads.close());
  assert.equal(await ask("fill").catch(codeOf), "job-crashed");
  assert.deepEqual(await ask("well"), []);
});

test("a job that is stopped and does not end is ended with its thread, and one that waits for a thread never begins", async (t) => {
  const { threads, ask } = play();
  t.after(() => threads.close());
  const stop = new AbortController();
  const { signal } = stop;
  const asked = ["hang", "hang", "well"].map((act) => ask(act, { signal }).catch(codeOf));
  stop.abort(new LockstepError("aborted", "The job was stopped: it took longer than 5 ms, its deadline."));
  assert.deepEqual(await Promise.all(asked), ["aborted", "aborted", "aborted"]);
  assert.deepEqual(await ask("well"), []);
});

test("a check in a thread of its own is on record, tells how far it came, and lets this thread answer meanwhile", async (t) => {
  await using pair = await startSimulatedPair();
  await using estate = await createLoopbackEstate(pair);
  const threads = openJobThreads({ logger: QUIET, threads: 1 });
  t.after(() => threads.close());
  const stages = new Set<string | undefined>();
  let beats = 0;
  const beat = setInterval(() => (beats += 1), 5);
  const occasion = { schedule: "nightly", at: "2026-11-23T04:15:00.000Z" };
  const task = { request: { job: "check-occasion", engineId: "tie", occasion, because: "a test" }, at: "" } as const;
  const context = { attempt: 1, logger: QUIET, now: () => new Date(), signal: new AbortController().signal };
  await threads.runTask(estate, task, { ...context, tell: ({ stage, nodeId }) => stages.add(nodeId ?? stage) });
  await threads.runTask(estate, task, { ...context, tell: () => undefined });
  clearInterval(beat);
  await until(() => stages.size >= 3);
  const runs: unknown[] = [];
  for await (const { body } of estate.app.ledger.records({ type: "run" })) runs.push(body["occasion"]);
  assert.deepEqual(runs, [occasion]);
  assert.deepEqual([...stages].sort(), ["reading", "tie-a", "tie-b"]);
  assert.ok(beats > 20);
});

test("the memory of a job is a number of megabytes, and anything else is refused before a service begins", () => {
  assert.equal(readJobMemory({}), undefined);
  assert.equal(readJobMemory({ LOCKSTEP_JOB_MEMORY_MB: "512" }), 512);
  for (const text of ["much", "64", "512MB", "-512"]) {
    assert.throws(() => readJobMemory({ LOCKSTEP_JOB_MEMORY_MB: text }), LockstepError, text);
  }
});
