import type { FailedJob } from "#services/ports/job-queue";
import type { BullQueue } from "./bull-queue.js";

/** The latest jobs that were given up, newest first. */
export async function listFailed(queue: BullQueue, limit: number): Promise<readonly FailedJob[]> {
  const jobs = await queue.getFailed(0, limit - 1);
  return jobs
    .map(({ id = "", data, failedReason, finishedOn = 0 }) => ({
      id,
      request: requestIn(data),
      reason: failedReason,
      failedAt: new Date(finishedOn),
    }))
    .sort((a, b) => b.failedAt.getTime() - a.failedAt.getTime());
}

function requestIn(data: unknown): unknown {
  return typeof data === "object" && data !== null && "request" in data ? data.request : data;
}
