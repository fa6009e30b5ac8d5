import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import type { FollowUp } from "#services/core/schedule/plan-occasion";
import type { Logger } from "#services/ports/logger";
import { settingsForThread } from "#services/running/threads/settings-for-thread";
import type { JobTask } from "./do-job-task.js";
import type { RunContext, RunTask } from "./estate-doer.js";
import { errorOf, type ThreadAnswer, type ThreadOrder } from "./job-thread-messages.js";
import { startJobThread } from "./start-job-thread.js";

/** Threads in which jobs are done, so that none holds up what answers people and gates. */
export interface JobThreads {
  readonly runTask: RunTask;
  /** How many jobs are done at once. */
  readonly threads: number;
  close(): Promise<void>;
}

export interface JobThreadsOptions {
  readonly logger: Logger;
  /** Default: one for each processor, at most four. */
  readonly threads?: number | undefined;
  /** Megabytes of heap that one job may take. Default: Node's own limit. */
  readonly memoryMb?: number | undefined;
  /** What a job is given to end by itself when it is told to stop, in milliseconds. Default 2,000. */
  readonly graceMs?: number;
  /** Starts one. Default: that of this program. */
  readonly start?: (memoryMb?: number) => Worker;
}

const MOST_THREADS = 4;
const GRACE_MS = 2_000;

/**
 * Opens the threads, each when it is first needed. A job that does not stop when told to is ended with its thread; a thread that ends in the middle
 * fails its own job alone, which is tried once more, and is replaced.
 */
export function openJobThreads(options: JobThreadsOptions): JobThreads {
  const { logger, memoryMb, graceMs = GRACE_MS, start = startJobThread } = options;
  const threads = options.threads ?? Math.min(MOST_THREADS, availableParallelism());
  const all = new Set<Worker>();
  const free: Worker[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;

  async function takeTurn(signal: AbortSignal): Promise<void> {
    if (busy < threads) {
      busy += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const stop = (): void => {
        waiting.splice(waiting.indexOf(begin), 1);
        reject(reasonOf(signal));
      };
      const begin = (): void => {
        signal.removeEventListener("abort", stop);
        resolve();
      };
      waiting.push(begin);
      signal.addEventListener("abort", stop, { once: true });
    });
  }

  function passTurn(): void {
    const next = waiting.shift();
    if (next === undefined) busy -= 1;
    else next();
  }

  function takeThread(): Worker {
    const idle = free.pop();
    if (idle !== undefined) return idle;
    const worker = start(memoryMb);
    all.add(worker);
    worker.on("error", (error) => logger.error("a job's thread broke", { error }));
    worker.on("exit", () => {
      all.delete(worker);
      const place = free.indexOf(worker);
      if (place >= 0) free.splice(place, 1);
    });
    return worker;
  }

  return {
    threads,
    async runTask({ app: { settings } }, task, context) {
      await takeTurn(context.signal);
      let worker: Worker | undefined;
      try {
        if (context.signal.aborted) throw reasonOf(context.signal);
        worker = takeThread();
        return await doInThread(worker, { settings: settingsForThread(settings), task, context, graceMs });
      } finally {
        if (worker !== undefined && all.has(worker)) free.push(worker);
        passTurn();
      }
    },
    async close() {
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

interface ThreadJob {
  readonly settings: Settings;
  readonly task: JobTask;
  readonly context: RunContext;
  readonly graceMs: number;
}

function doInThread(worker: Worker, { settings, task, context, graceMs }: ThreadJob): Promise<readonly FollowUp[]> {
  const { signal, tell, attempt } = context;
  return new Promise((resolve, reject) => {
    let grace: NodeJS.Timeout | undefined;
    const order = (said: ThreadOrder): void => worker.postMessage(said);
    const onStop = (): void => {
      order({ order: "stop", because: reasonOf(signal).message });
      grace = setTimeout(() => void worker.terminate(), graceMs);
    };
    const end = (then: () => void): void => {
      clearTimeout(grace);
      signal.removeEventListener("abort", onStop);
      worker.off("message", onAnswer).off("exit", onExit);
      worker.unref();
      then();
    };
    const onExit = (): void => end(() => reject(signal.aborted ? reasonOf(signal) : crashed(attempt)));
    const onAnswer = (answer: ThreadAnswer): void => {
      if ("progress" in answer) tell(answer.progress);
      else if ("followUps" in answer) end(() => resolve(answer.followUps));
      else if ("fault" in answer) end(() => reject(errorOf(answer.fault)));
      else end(() => reject(new Error(`a job failed in a way that nobody foresaw: ${answer.unforeseen}`)));
    };
    worker.ref();
    worker.on("message", onAnswer).on("exit", onExit);
    signal.addEventListener("abort", onStop, { once: true });
    order({ order: "do", settings, task });
  });
}

function reasonOf({ reason }: AbortSignal): LockstepError {
  return reason instanceof LockstepError ? reason : new LockstepError("aborted", "The job was stopped.");
}

function crashed(attempt: number): LockstepError {
  if (attempt <= 1) return new LockstepError("job-crashed", "The thread of the job ended before the job was done.");
  return new LockstepError("bug", "The thread of the job ended before the job was done, the second time.");
}
