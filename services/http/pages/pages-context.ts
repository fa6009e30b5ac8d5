import type { JobQueue } from "#services/ports/job-queue";
import type { ServedEstate } from "../served-estate.js";

/** What pages need beside the estate that they are about. */
export interface PagesContext {
  readonly estates: readonly ServedEstate[];
  /** Estates that could not be opened; left out: none. */
  readonly closed?: (() => readonly unknown[]) | undefined;
  /** Whether jobs name their estate. */
  readonly areSeveral: boolean;
  readonly queue: Pick<JobQueue, "add" | "atWork" | "failed">;
}
