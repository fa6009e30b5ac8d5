import { isDeepStrictEqual } from "node:util";
import type { JobRequest } from "#schemas/job-request";
import { nextInstant } from "#services/core/schedule/next-instant";
import type { Schedule, ScheduledJob } from "#services/ports/job-queue";
import type { BullQueue } from "./bull-queue.js";
import { sealEnvelope } from "./job-envelope.js";

interface WantedSchedule {
  readonly id: string;
  readonly schedule: Schedule;
  readonly request: JobRequest;
  readonly now: Date;
}

/**
 * Makes a schedule stand as wanted. One that stands already is left: setting it anew would throw out a job that fell due while
 * nobody worked. One whose next job is gone is set anew: it would never come again.
 *
 * @throws LockstepError `schedule-invalid`
 */
export async function keepSchedule(queue: BullQueue, wanted: WantedSchedule): Promise<void> {
  const { id, schedule, request, now } = wanted;
  nextInstant(schedule, now);
  if (await stands(queue, wanted)) return;
  const data = sealEnvelope(request, { key: `schedule/${id}` });
  await queue.upsertJobScheduler(id, { pattern: schedule.cron, tz: schedule.timeZone }, { name: request.job, data });
}

async function stands(queue: BullQueue, { id, schedule, request }: WantedSchedule): Promise<boolean> {
  const found = await queue.getJobScheduler(id);
  if (found === undefined || found.pattern !== schedule.cron || found.tz !== schedule.timeZone) return false;
  if (!isDeepStrictEqual(found.template?.data?.request, request)) return false;
  const next = await queue.getJob(`repeat:${id}:${found.next ?? ""}`);
  return next !== undefined && next.finishedOn === undefined;
}

/** The schedules that stand, and when each comes next. */
export async function listSchedules(queue: BullQueue): Promise<readonly ScheduledJob[]> {
  const found = await queue.getJobSchedulers(0, -1, true);
  return found.map(({ key, pattern = "", tz = "", next = 0 }) => ({
    id: key,
    cron: pattern,
    timeZone: tz,
    nextAt: new Date(next),
  }));
}
