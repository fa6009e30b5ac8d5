import { getNextMillis } from "bullmq";
import { LockstepError } from "#services/core/errors";
import type { Schedule } from "#services/ports/job-queue";

/**
 * Computes when a schedule comes next, as the queue itself does. Where the clock leaves an hour out, a fixed hour within it is
 * done an hour later; where an hour comes twice, once, the first time.
 *
 * @throws LockstepError `schedule-invalid`
 */
export function nextInstant(schedule: Schedule, after: Date): Date {
  const { cron, timeZone } = schedule;
  if (!isTimeZone(timeZone)) throw invalid(schedule, "the time zone is unknown");
  if (!/^\S+(\s+\S+){4,5}$/.test(cron.trim())) throw invalid(schedule, "a cron expression has five or six fields");
  try {
    const next = getNextMillis(after.getTime(), { pattern: cron, tz: timeZone });
    if (next !== undefined) return new Date(next);
  } catch (cause) {
    throw invalid(schedule, "the cron expression is not understood", cause);
  }
  throw invalid(schedule, "it never comes");
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function invalid(schedule: Schedule, why: string, cause?: unknown): LockstepError {
  return new LockstepError("schedule-invalid", `The schedule '${schedule.cron}' (${schedule.timeZone}): ${why}.`, {
    cause,
  });
}
