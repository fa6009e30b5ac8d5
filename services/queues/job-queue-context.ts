import type { Logger } from "#services/ports/logger";
import type { QueueTiming } from "./queue-timing.js";

/** What every part of a queue needs to know. */
export interface JobQueueContext {
  readonly timing: QueueTiming;
  readonly now: () => Date;
  readonly logger: Logger | undefined;
  /** Where the queue is, fit for logs. */
  readonly shownAddress: string;
}
