import type { App } from "#services/app";
import { LockstepError } from "#services/core/errors";
import type { JobQueue } from "#services/ports/job-queue";
import type { Logger } from "#services/ports/logger";

/** An estate whose people get a digest. */
export interface DigestedEstate {
  readonly id: string;
  readonly app: { readonly notices?: Pick<App["notices"], "isAnybodyTold" | "digestSchedule"> };
}

/** Makes the queue ask for the digest of each estate when its policy says. @throws LockstepError `queue-unavailable` */
export async function keepDigests(
  estates: readonly DigestedEstate[],
  { queue, areSeveral, logger }: { queue: JobQueue; areSeveral: boolean; logger: Logger },
): Promise<void> {
  for (const { id, app } of estates) {
    const { notices } = app;
    if (notices === undefined) continue;
    const request = {
      job: "nightly-digest",
      ...(areSeveral ? { estate: id } : {}),
      because: "the digest is due",
    } as const;
    try {
      if (!(await notices.isAnybodyTold())) await queue.unschedule(`digest/${id}`);
      else await queue.schedule(`digest/${id}`, await notices.digestSchedule(), request);
    } catch (error) {
      if (!(error instanceof LockstepError) || error.code === "queue-unavailable") throw error;
      logger.error("the digest of an estate cannot be scheduled", { estate: id, error });
    }
  }
}
