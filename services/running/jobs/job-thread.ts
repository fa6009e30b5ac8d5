import { parentPort } from "node:worker_threads";
import type { JobProgress } from "#schemas/job-progress";
import { openApp } from "#services/app";
import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import { createLogger } from "#services/log/create-logger";
import { doJobTask, type JobTask } from "./do-job-task.js";
import { faultOf, type ThreadAnswer, type ThreadOrder } from "./job-thread-messages.js";

let stopping = new AbortController();

parentPort?.on("message", (order: ThreadOrder) => {
  if (order.order === "stop") stopping.abort(new LockstepError("aborted", order.because));
  else void doInThread(order.settings, order.task).then(answer);
});

/** Opens the estate anew for each job: what is in force may have changed since the last one. */
async function doInThread(settings: Settings, task: JobTask): Promise<ThreadAnswer> {
  stopping = new AbortController();
  const { signal } = stopping;
  const logger = createLogger({ level: settings.logLevel });
  const now = (): Date => new Date();
  try {
    const app = await openApp(settings, now);
    const tell = (progress: JobProgress): void => answer({ progress });
    return { followUps: await doJobTask(app, task, { signal, tell, logger, now }) };
  } catch (error) {
    if (!(error instanceof LockstepError)) logger.error("a job failed in a way that nobody foresaw", { error });
    return faultOf(error);
  }
}

function answer(said: ThreadAnswer): void {
  parentPort?.postMessage(said);
}
