import type { IQueueBackend, JobsOptions, Queue } from "bullmq";
import type { JobEnvelope } from "./job-envelope.js";

/** One queue for all jobs. Two services that must not share their jobs get two addresses. */
export const QUEUE_NAME = "lockstep";

/** BullMQ's queue, whichever back end it has. */
export type BullQueue = Pick<
  Queue<JobEnvelope, void, string, JobEnvelope, void, string, IQueueBackend, unknown>,
  | "add"
  | "getJob"
  | "getActive"
  | "getFailed"
  | "upsertJobScheduler"
  | "getJobScheduler"
  | "getJobSchedulers"
  | "removeJobScheduler"
  | "removeDeduplicationKey"
  | "pause"
  | "resume"
  | "trimEvents"
  | "close"
> & {
  /** Of PostgreSQL also `paused`, which is what waits while the queue is paused, and which BullMQ's types leave out. */
  getJobCounts(...types: string[]): Promise<Record<string, number>>;
};

const DAY_SECONDS = 24 * 3600;
const KEPT_EVENTS = 1_000;

/** For how long a key is known, from the adding on: GitHub sends a delivery again for three days. */
export const KNOWN_DAYS = 4;

/** What is kept of every job that is done: enough to look at, never so much that it grows. */
export function keptJobOptions(retryMs: number): JobsOptions {
  return {
    attempts: 6,
    backoff: { type: "exponential", delay: retryMs },
    removeOnComplete: { age: KNOWN_DAYS * DAY_SECONDS, count: 1_000 },
    removeOnFail: { age: 30 * DAY_SECONDS, count: 1_000 },
    stackTraceLimit: 0,
  };
}

/** Throws out all but the newest events, which nobody reads. */
export async function trimEvents(queue: BullQueue): Promise<void> {
  await queue.trimEvents(KEPT_EVENTS);
}
