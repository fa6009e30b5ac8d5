import { LockstepError } from "#services/core/errors";
import type { JobQueue } from "#services/ports/job-queue";
import { within } from "./within.js";

const SOON_MS = 1_800;

/**
 * Stands for a queue that is still being opened: a gate need not wait for a database to start. What is asked meanwhile waits a little, and is then
 * answered as by a queue that is down. Only `work` and `close` wait for it, and `work` throws what kept it from being opened.
 */
export function lateQueue(opening: Promise<JobQueue>): JobQueue {
  // Whoever asks is told; a rejection that nobody asked of yet is no fault of the process.
  opening.catch(() => undefined);

  async function soon(): Promise<JobQueue> {
    const late = (): Error => new LockstepError("queue-unavailable", "The queue is still being opened.");
    return await within(SOON_MS, opening, late);
  }

  return {
    add: async (...asked) => (await soon()).add(...asked),
    work: async (...asked) => (await opening).work(...asked),
    schedule: async (...asked) => (await soon()).schedule(...asked),
    unschedule: async (id) => (await soon()).unschedule(id),
    schedules: async () => (await soon()).schedules(),
    counts: async () => (await soon()).counts(),
    atWork: async () => (await soon()).atWork(),
    failed: async (limit) => (await soon()).failed(limit),
    pause: async () => (await soon()).pause(),
    resume: async () => (await soon()).resume(),
    async close() {
      const opened = await opening.catch(() => undefined);
      await opened?.close();
    },
  };
}
