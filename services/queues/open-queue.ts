import type { Logger } from "#services/ports/logger";
import { createJobQueue, type OpenedQueue } from "./create-job-queue.js";
import { openEmbeddedBackend } from "./embedded-backend.js";
import { openPostgresBackend } from "./postgres-backend.js";
import { parseQueueAddress } from "./queue-address.js";
import { DEFAULT_TIMING, type QueueTiming } from "./queue-timing.js";
import { openRedisBackend } from "./redis-backend.js";

export interface QueueOptions {
  /** Where the embedded queue lies: in the folder `queue` below it. */
  readonly dataFolder: string;
  readonly now: () => Date;
  readonly logger?: Logger | undefined;
  readonly timing?: Partial<QueueTiming>;
}

/**
 * Opens the queue of jobs: at `redis://`, `rediss://` or `postgres://` that server's, shared by all who give the same address;
 * with no address one of its own in the data folder, for this process alone. A server may still be down: what is asked
 * meanwhile is answered with `queue-unavailable`, and work begins when it is up.
 *
 * @throws LockstepError `queue-address-invalid`; `queue-unavailable` where another process holds the data folder's queue
 */
export async function openQueue(url: string | undefined, options: QueueOptions): Promise<OpenedQueue> {
  const address = parseQueueAddress(url);
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const common = { timing, now: options.now, logger: options.logger, shownAddress: address.shown };
  switch (address.kind) {
    case "embedded":
      return createJobQueue(await openEmbeddedBackend(options.dataFolder, options.now, options.logger), common);
    case "redis":
      return createJobQueue(openRedisBackend(address, timing, options.logger), common);
    case "postgres":
      return createJobQueue(openPostgresBackend(address, timing), common);
  }
}
