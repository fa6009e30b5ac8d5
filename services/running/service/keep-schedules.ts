import type { Estate } from "#schemas/estate";
import { LockstepError } from "#services/core/errors";
import { evidenceSchedulesOf, schedulesOf } from "#services/core/schedule/schedules-of";
import type { JobQueue } from "#services/ports/job-queue";
import type { Logger } from "#services/ports/logger";

/** An estate whose schedules are kept. */
export interface ScheduledEstate {
  readonly id: string;
  /** `undefined` while `estate.yaml` does not read: then what stands is left as it is. */
  readonly declared: () => Estate | undefined;
}

const PREFIX = "schedule/";

/**
 * Makes the queue's schedules those that the estates declare, and takes away those that went. Those that stand are left alone, so that it may be
 * called as often as wanted.
 *
 * @throws LockstepError `queue-unavailable`
 */
export async function keepSchedules(
  estates: readonly ScheduledEstate[],
  { queue, areSeveral, logger }: { queue: JobQueue; areSeveral: boolean; logger: Logger },
): Promise<void> {
  const kept = new Set<string>();
  for (const { id, declared } of estates) {
    const own = `${PREFIX}${id}/`;
    const estate = declared();
    if (estate === undefined) {
      for (const { id: standing } of await queue.schedules()) if (standing.startsWith(own)) kept.add(standing);
      continue;
    }
    for (const { id: schedule, cron, timeZone } of [...schedulesOf(estate), ...evidenceSchedulesOf(estate)]) {
      kept.add(`${own}${schedule}`);
      const because = `the schedule ${schedule} is due`;
      const request = { job: "begin-schedule", ...(areSeveral ? { estate: id } : {}), schedule, because } as const;
      await queue.schedule(`${own}${schedule}`, { cron, timeZone }, request).catch(tellInvalid(logger, id, schedule));
    }
  }
  for (const { id } of await queue.schedules()) {
    if (id.startsWith(PREFIX) && !kept.has(id)) await queue.unschedule(id);
  }
}

/** It keeps no other from being set; the watchdog tells that its runs are missing. */
function tellInvalid(logger: Logger, estate: string, schedule: string): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof LockstepError) || error.code !== "schedule-invalid") throw error;
    logger.error("a schedule cannot be kept", { estate, schedule, error });
  };
}
