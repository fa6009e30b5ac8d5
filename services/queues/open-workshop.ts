import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type IQueueBackend, type Job, type JobProgress, Worker } from "bullmq";
import { LockstepError } from "#services/core/errors";
import { QUEUE_NAME } from "./bull-queue.js";
import type { Complain } from "./complainer.js";
import { doJob, type Handler } from "./do-job.js";
import type { JobEnvelope } from "./job-envelope.js";
import type { JobQueueContext } from "./job-queue-context.js";
import type { QueueBackend } from "./queue-backend.js";
import { within } from "./within.js";

interface WorkshopContext extends JobQueueContext {
  readonly opened: () => Promise<unknown>;
  readonly complain: Complain;
}

export interface Workshop {
  begin(handler: Handler, concurrency: number): Promise<void>;
  /** Waits for the jobs at work, then tells them to stop, then leaves them; whether it left any. */
  close(): Promise<boolean>;
}

/** A job whose worker was killed this often is given up: it is what kills them. */
const MOST_DEATHS = 3;

/** Where the jobs are done. */
export function openWorkshop<B extends IQueueBackend, C>(
  backend: QueueBackend<B, C>,
  context: WorkshopContext,
): Workshop {
  const { timing, complain } = context;
  const stopping = new AbortController();
  // Every job at work listens to it.
  setMaxListeners(0, stopping.signal);
  const closing = new AbortController();
  const workers: LeavableWorker<B, C>[] = [];

  async function start(handler: Handler, concurrency: number): Promise<void> {
    await context.opened();
    const worker = new LeavableWorker<B, C>(
      QUEUE_NAME,
      (job, token, lost) =>
        doJob(handler, { job, token, lost, stopping: stopping.signal, timing, logger: context.logger, complain }),
      {
        connection: backend.working,
        concurrency,
        lockDuration: timing.lockMs,
        stalledInterval: timing.stalledCheckMs,
        maxStalledCount: MOST_DEATHS,
        runRetryDelay: timing.reconnectMs,
        ...(context.tracing === undefined ? {} : { telemetry: context.tracing.telemetry }),
      },
      backend.factory,
    );
    worker.on("error", complain);
    worker.on("failed", (job, error) => tellOfFailure(job, error, context));
    worker.on("stalled", (id) => context.logger?.warn("a worker fell silent: its job is done again", { job: id }));
    worker.on("lockRenewalFailed", (ids) => {
      for (const id of ids) worker.cancelJob(id);
    });
    try {
      await worker.waitUntilReady();
    } catch (error) {
      await worker.close(true);
      throw error;
    }
    if (closing.signal.aborted) await worker.close();
    else workers.push(worker);
  }

  /** Again and again until it stands. */
  async function startSomeTime(handler: Handler, concurrency: number): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        return await start(handler, concurrency);
      } catch (error) {
        complain(error);
        await sleep(timing.reconnectMs, undefined, { ref: false, signal: closing.signal }).catch(() => undefined);
      }
    }
  }

  return {
    begin: async (handler, concurrency) => {
      const started = startSomeTime(handler, concurrency);
      await within(timing.answerMs, started, () => new Error("not yet")).catch(() => undefined);
    },
    close: async () => {
      closing.abort();
      const closed = Promise.all(workers.map((worker) => worker.close()));
      closed.catch(complain);
      if (await isDoneWithin(timing.patienceMs, closed)) return false;
      stopping.abort(new LockstepError("aborted", "Lockstep was stopped before the job was done."));
      if (await isDoneWithin(timing.leaveMs, closed)) return false;
      await Promise.all(workers.map((worker) => worker.leaveJobs()));
      return true;
    },
  };
}

/** BullMQ's worker holds on to a job that does not end, for ever, also while it closes. */
class LeavableWorker<B extends IQueueBackend, C> extends Worker<JobEnvelope, void, string, B, JobProgress, C> {
  async leaveJobs(): Promise<void> {
    await this.lockManager.close();
  }
}

function tellOfFailure(job: Job<JobEnvelope> | undefined, error: Error, { logger }: WorkshopContext): void {
  const fields = { job: job?.id, kind: job?.name, attempt: job?.attemptsStarted, reason: error.message };
  if (job?.finishedOn === undefined) logger?.warn("a job failed and is tried again", fields);
  else logger?.error("a job failed and is given up", fields);
}

async function isDoneWithin(ms: number, promise: Promise<unknown>): Promise<boolean> {
  const late = new Error("late");
  try {
    await within(ms, promise, () => late);
    return true;
  } catch (error) {
    return error !== late;
  }
}
