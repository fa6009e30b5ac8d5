import type { Logger } from "#services/ports/logger";
import type { Tracing } from "./open-tracing.js";
import type { QueueTiming } from "./queue-timing.js";

/** What every part of a queue needs to know. */
export interface JobQueueContext {
  readonly timing: QueueTiming;
  readonly now: () => Date;
  readonly logger: Logger | undefined;
  /** Where the queue is, fit for logs. */
  readonly shownAddress: string;
  /** Default: no traces. */
  readonly tracing?: Tracing | undefined;
}
