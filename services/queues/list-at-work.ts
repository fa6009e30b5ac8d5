import { JobProgress } from "#schemas/job-progress";
import { formOf } from "#services/core/form-of";
import type { ListedJob } from "#services/ports/job-queue";
import type { BullQueue } from "./bull-queue.js";
import { openEnvelope } from "./job-envelope.js";

const isProgress = formOf<JobProgress>(JobProgress);

/** The jobs that are being done now, on whichever machine. What arrived and is no request is left out. */
export async function listAtWork(queue: BullQueue): Promise<readonly ListedJob[]> {
  const jobs = await queue.getActive(0, -1);
  return jobs.flatMap(({ id = "", data, progress, processedOn }) => {
    const request = openEnvelope(data)?.request;
    if (request === undefined) return [];
    return [
      {
        id,
        request,
        ...(processedOn === undefined ? {} : { begunAt: new Date(processedOn) }),
        ...(isProgress(progress) ? { progress } : {}),
      },
    ];
  });
}
