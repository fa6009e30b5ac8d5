import type { JobRequest } from "#schemas/job-request";
import type { JobAtWork, JobQueue } from "#services/ports/job-queue";
import type { Logger } from "#services/ports/logger";
import { openQueue, type QueueOptions } from "#services/queues/open-queue";
import type { QueueTiming } from "#services/queues/queue-timing";
import type { QueuePlace } from "#test/conformance/queue-harness";
import { seedQueueDatabase } from "./seed-queue-database.js";

/** As the service's, but quick to try again; what a crowded machine may delay is given long. */
export const QUICK: Partial<QueueTiming> = {
  answerMs: 30_000,
  stalledCheckMs: 500,
  retryMs: 40,
  reconnectMs: 200,
  patienceMs: 400,
  leaveMs: 10_000,
};

/** For workers that die or are left: their jobs are soon another's. */
export const SHORT_LOCK: Partial<QueueTiming> = { ...QUICK, lockMs: 2_000 };

/** A queue that closes at the end of its test, and what it told. */
export interface OpenedQueue extends AsyncDisposable {
  readonly queue: JobQueue;
  readonly told: readonly string[];
}

export async function openedQueue(place: QueuePlace, options: Partial<QueueOptions> = {}): Promise<OpenedQueue> {
  const told: string[] = [];
  const tell = (message: string, fields?: unknown): void => {
    told.push(
      `${message} ${JSON.stringify(fields, (_, value) => (value instanceof Error ? `${value.message} ${value.stack}` : value))}`,
    );
  };
  const logger: Logger = { info: tell, warn: tell, error: tell };
  if (place.url === undefined) await seedQueueDatabase(place.dataFolder);
  const common = { dataFolder: place.dataFolder, now: () => new Date(), logger, timing: QUICK };
  const queue = await openQueue(place.url, { ...common, ...options });
  return { queue, told, [Symbol.asyncDispose]: () => queue.close() };
}

export function checkOf(because: string): JobRequest {
  return { job: "check", engineIds: [], because };
}

/** A handler that notes what it did. */
export function noting(done: string[]): (job: JobAtWork) => Promise<void> {
  return async ({ request }) => {
    done.push(request.because);
  };
}
