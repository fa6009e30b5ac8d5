import type { JobRequest } from "#schemas/job-request";
import type { JobOptions } from "#services/ports/job-queue";
import { type BullQueue, KNOWN_DAYS } from "./bull-queue.js";
import { idOfKey, sealEnvelope } from "./job-envelope.js";

const KNOWN_MS = KNOWN_DAYS * 24 * 3_600_000;

/**
 * Adds a job unless its key is known: by the job itself while that stands in the queue, waiting however long, and by a note
 * for four days, also when the job was done and thrown out since.
 */
export async function addJob(
  queue: BullQueue,
  request: JobRequest,
  options: JobOptions,
  now: Date,
): Promise<"added" | "known"> {
  const id = idOfKey(options.key);
  const envelope = sealEnvelope(request, options);
  const add = async (): Promise<"added" | "known"> => {
    const note = { id, ttl: KNOWN_MS };
    await queue.add(request.job, envelope, { jobId: id, delay: options.delayMs ?? 0, deduplication: note });
    return (await queue.getJob(id))?.data.added === envelope.added ? "added" : "known";
  };
  if ((await add()) === "added") return "added";
  const earlier = await queue.getJob(id);
  const isOver = earlier?.finishedOn !== undefined && now.getTime() - earlier.timestamp >= KNOWN_MS;
  if (!isOver) return "known";
  await earlier.remove();
  await queue.removeDeduplicationKey(id);
  return add();
}
