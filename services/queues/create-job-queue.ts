import type { IQueueBackend } from "bullmq";
import type { JobQueue } from "#services/ports/job-queue";
import { addJob } from "./add-job.js";
import type { BullQueue } from "./bull-queue.js";
import { complainer } from "./complainer.js";
import type { JobQueueContext } from "./job-queue-context.js";
import { listAtWork } from "./list-at-work.js";
import { listFailed } from "./list-failed.js";
import { openAsking } from "./open-asking.js";
import { openWorkshop } from "./open-workshop.js";
import type { QueueBackend } from "./queue-backend.js";
import { keepSchedule, listSchedules } from "./schedules.js";

/** A queue as this room knows it. */
export interface OpenedQueue extends JobQueue {
  /** The vendor's own, for what only the vendor can show. @throws LockstepError `queue-unavailable` */
  readonly bullQueue: () => Promise<BullQueue>;
}

/** Makes the queue of a back end; which one, nobody who uses it can tell. */
export function createJobQueue<B extends IQueueBackend, C>(
  backend: QueueBackend<B, C>,
  context: JobQueueContext,
): OpenedQueue {
  const complain = complainer(context);
  const { ask, opened, end } = openAsking(backend, context, complain);
  const workshop = openWorkshop(backend, { ...context, opened, complain });
  let closed: Promise<void> | undefined;
  return {
    add: (request, options) => ask((queue) => addJob(queue, request, options, context.now())),
    work: (handler, options) => workshop.begin(handler, options?.concurrency ?? 1),
    schedule: (id, schedule, request) =>
      ask((queue) => keepSchedule(queue, { id, schedule, request, now: context.now() })),
    unschedule: (id) => ask(async (queue) => void (await queue.removeJobScheduler(id))),
    schedules: () => ask(listSchedules),
    counts: () =>
      ask(async (queue) => {
        const { active = 0, failed = 0, ...waiting } = await queue.getJobCounts(...COUNTED);
        return { waiting: Object.values(waiting).reduce((sum, count) => sum + count, 0), active, failed };
      }),
    atWork: () => ask(listAtWork),
    failed: (limit = 20) => ask((queue) => listFailed(queue, limit)),
    pause: () => ask((queue) => queue.pause()),
    resume: () => ask((queue) => queue.resume()),
    bullQueue: () => ask(async (queue) => queue),
    close: () => {
      closed ??= (async () => {
        const left = await workshop.close();
        await end(left);
        await context.tracing?.end();
      })();
      return closed;
    },
  };
}

const COUNTED = ["waiting", "paused", "prioritized", "delayed", "active", "failed"] as const;
