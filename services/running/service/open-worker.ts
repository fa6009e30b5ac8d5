import { openApp } from "#services/app";
import { LockstepError } from "#services/core/errors";
import type { Logger } from "#services/ports/logger";
import { openQueue } from "#services/queues/open-queue";
import { parseQueueAddress } from "#services/queues/queue-address";
import { openJobThreads } from "#services/running/jobs/job-threads";
import { readJobMemory } from "#services/running/jobs/read-job-memory";
import { namesOfSeveral } from "./open-estate-names.js";
import { openEstates } from "./open-estates.js";
import { serviceLogger } from "./open-service.js";
import type { ServiceSettings } from "./read-service-settings.js";
import { routeJobs } from "./route-jobs.js";

/** A process that does jobs and answers nobody. */
export interface Worker {
  readonly estates: readonly string[];
  /** How many jobs it does at once. */
  readonly concurrency: number;
  /** Begins to work. It waits for a queue that is down. */
  begin(): Promise<void>;
  /** Takes no more jobs, waits a while for those at work, and ends. What was not done is done by others. */
  close(): Promise<void>;
}

export interface OpenWorkerOptions {
  /** Jobs at once. Default: one for each processor, at most four. */
  readonly concurrency?: number | undefined;
  readonly logger?: Logger;
  readonly now?: () => Date;
}

const REREAD_MS = 60_000;

/**
 * Opens a worker over the estates of a service, whose store and keys it must reach like the service itself.
 *
 * @throws LockstepError `queue-address-invalid` where the queue is one process's own; what opening the only estate throws
 */
export async function openWorker(settings: ServiceSettings, options: OpenWorkerOptions = {}): Promise<Worker> {
  const { queueUrl, dataFolder } = settings;
  if (parseQueueAddress(queueUrl).kind === "embedded") {
    throw new LockstepError(
      "queue-address-invalid",
      "A worker shares its queue with the service, and LOCKSTEP_QUEUE_URL names none.",
      {
        remedy:
          "Set LOCKSTEP_QUEUE_URL to redis:// or postgres://, the same for the service and every worker; a service alone needs no worker.",
      },
    );
  }
  const memoryMb = readJobMemory(settings.environment);
  const { logger = serviceLogger(settings), now = () => new Date() } = options;
  const opened = await openEstates(settings.estates, {
    openApp: (each) => openApp(each, now),
    openParts: async () => ({ close: async () => undefined }),
    ...{ logger, names: await namesOfSeveral(settings) },
  });
  const threads = openJobThreads({ logger, threads: options.concurrency, memoryMb });
  const tracesTo = settings.environment["OTEL_EXPORTER_OTLP_ENDPOINT"];
  const queue = await openQueue(queueUrl, { dataFolder, now, logger, tracesTo });
  const doJob = routeJobs(opened, { queue, logger, now, runTask: threads.runTask });
  let rereading: NodeJS.Timeout | undefined;
  return {
    estates: opened.estates.map(({ id }) => id),
    concurrency: threads.threads,
    async begin() {
      await queue.work(doJob, { concurrency: threads.threads });
      const reread = (): void => {
        opened
          .reread()
          .catch((error: unknown) => logger.error("the worker could not read its estates anew", { error }));
      };
      rereading = setInterval(reread, REREAD_MS).unref();
    },
    async close() {
      clearInterval(rereading);
      await queue.close();
      await threads.close();
      await opened.close();
    },
  };
}
