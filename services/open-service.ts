import { LockstepError } from "./core/errors.js";
import { createEstateDoer, type WorkedEstate } from "./estate-doer.js";
import { createLogger } from "./log/create-logger.js";
import { openWebhookBook, type WebhookBook } from "./open-webhook-book.js";
import type { JobQueue } from "./ports/job-queue.js";
import type { Logger } from "./ports/logger.js";
import { openQueue } from "./queues/open-queue.js";

/** Lockstep as a service: what senders tell becomes jobs, and a worker in this process does them. */
export interface Service {
  readonly webhookNamed: WebhookBook["webhookNamed"];
  readonly queue: JobQueue;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Begins to work, and looks at once for what was missed while nobody listened. */
  begin(): Promise<void>;
  /** Takes no more jobs, waits a while for those at work, and ends. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  /** Minutes between two looks for what no webhook told of. Default 10. */
  readonly catchUpMinutes?: number;
  readonly now?: () => Date;
  readonly logger?: Logger;
  /** Stands in the place of the queue that the settings name. */
  readonly queue?: JobQueue;
}

/** What a service needs of the app. */
export type ServedApp = WorkedEstate["app"];

const RETRY_MS = 30_000;
const REREAD_MS = 60_000;
// More than can be at work at once: those that are done together each hold a place.
const CONCURRENCY = 16;

/** Opens the service over an estate. @throws LockstepError `queue-address-invalid`, `queue-unavailable` */
export async function openService(app: ServedApp, options: ServiceOptions = {}): Promise<Service> {
  const { settings } = app;
  const { now = () => new Date(), catchUpMinutes = 10 } = options;
  const level = settings.environment["LOCKSTEP_LOG_LEVEL"] === undefined ? "info" : settings.logLevel;
  const logger = options.logger ?? createLogger({ level });
  const book = await openWebhookBook(app, logger);
  const queue = options.queue ?? (await openQueue(settings.queueUrl, { dataFolder: settings.dataFolder, now, logger }));
  const timers = new Set<NodeJS.Timeout>();

  /** What comes again by itself must not end the service where it fails once. */
  function keep(work: Promise<void>): void {
    work.catch((error: unknown) => logger.error("the service failed in what it does by itself", { error }));
  }

  async function lookForMissed(): Promise<void> {
    const because = "what no webhook told of is looked for";
    const request = { job: "settle-reviews", number: null, because } as const;
    try {
      await queue.schedule("catch-up", { cron: `*/${catchUpMinutes} * * * *`, timeZone: "UTC" }, request);
      await queue.add(request, { key: `start-${now().getTime()}` });
    } catch (error) {
      if (!(error instanceof LockstepError) || !error.retryable) throw error;
      logger.warn("nothing can be scheduled yet", { error });
      timers.add(setTimeout(() => keep(lookForMissed()), RETRY_MS).unref());
    }
  }

  return {
    webhookNamed: book.webhookNamed,
    queue,
    logger,
    now,
    async begin() {
      await queue.work(createEstateDoer({ app }, { queue, logger, now }), { concurrency: CONCURRENCY });
      timers.add(setInterval(() => keep(book.reread()), REREAD_MS).unref());
      await lookForMissed();
    },
    async close() {
      for (const timer of timers) clearTimeout(timer);
      await queue.close();
    },
  };
}
