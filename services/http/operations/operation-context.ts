import type { JobQueue } from "#services/ports/job-queue";
import type { PeopleCounts } from "../people/open-people.js";
import type { ServedEstate } from "../served-estate.js";
import type { Meter } from "./meter.js";

/** What whoever runs the service is told of it. */
export interface OperationContext {
  readonly estates: readonly ServedEstate[];
  readonly queue: Pick<JobQueue, "counts">;
  readonly meter: Meter;
  /** Left out: nobody comes in here. */
  readonly peopleCounts?: (() => PeopleCounts) | undefined;
  /** When the watchdog last looked at every estate; left out where nobody watches here. */
  readonly watchedAt?: (() => Date | undefined) | undefined;
  /** Estates that could not be opened; left out: none. */
  readonly closed?: (() => readonly unknown[]) | undefined;
}
