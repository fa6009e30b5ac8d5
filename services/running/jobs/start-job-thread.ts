import type { Worker } from "node:worker_threads";
import { startThread } from "#services/running/threads/start-thread";

/** Starts a thread for jobs. It keeps no process from ending. */
export function startJobThread(memoryMb?: number): Worker {
  return startThread(new URL("./job-thread.js", import.meta.url), {
    name: "lockstep-job",
    ...(memoryMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryMb } }),
  });
}
