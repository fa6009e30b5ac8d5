import type { Logger } from "#services/ports/logger";
import { createJobQueue, type OpenedQueue } from "./create-job-queue.js";
import { openEmbeddedBackend } from "./embedded-backend.js";
import { openTracing, type Tracing } from "./open-tracing.js";
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
  /** Where traces of jobs are sent, as in `OTEL_EXPORTER_OTLP_ENDPOINT`. Default: nowhere. */
  readonly tracesTo?: string | undefined;
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
      return createJobQueue(await openEmbeddedBackend(options.dataFolder, options.now, options.logger), {
        ...common,
        tracing: await tracingOf(options),
      });
    case "redis":
      return createJobQueue(openRedisBackend(address, timing, options.logger), {
        ...common,
        tracing: await tracingOf(options),
      });
    case "postgres":
      return createJobQueue(openPostgresBackend(address, timing), { ...common, tracing: await tracingOf(options) });
  }
}

/** A service does its work also where nobody can be told of it. */
async function tracingOf({ tracesTo = "", logger }: QueueOptions): Promise<Tracing | undefined> {
  if (tracesTo === "") return undefined;
  const endpoint = URL.canParse(tracesTo) ? new URL(tracesTo) : undefined;
  if (endpoint?.protocol === "http:" || endpoint?.protocol === "https:") return openTracing(endpoint);
  logger?.warn("no traces are sent: OTEL_EXPORTER_OTLP_ENDPOINT is no address that begins with http:// or https://");
  return undefined;
}
