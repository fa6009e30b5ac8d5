import type { JobRequest } from "#schemas/job-request";
import type { MissedRun } from "#schemas/missed-run";
import type { App } from "#services/app";
import { LockstepError } from "#services/core/errors";
import { createLogger } from "#services/log/create-logger";
import type { JobQueue } from "#services/ports/job-queue";
import type { Logger } from "#services/ports/logger";
import { openQueue } from "#services/queues/open-queue";
import type { RunTask, WorkedEstate } from "#services/running/jobs/estate-doer";
import { anchorKeeper } from "./anchor-keeper.js";
import { askForMissed } from "./ask-for-missed.js";
import { keepDigests } from "./keep-digests.js";
import { keepPacks } from "./keep-packs.js";
import { keepSchedules } from "./keep-schedules.js";
import type { EstateBook } from "./open-estate-book.js";
import type { ServiceSettings } from "./read-service-settings.js";
import { findEstate, routeJobs } from "./route-jobs.js";
import { silenceTeller } from "./silence-teller.js";

/** Lockstep as a service: what senders tell and clocks make due becomes jobs, and a worker in this process does them. */
export interface Service<Estate extends ServiceEstate = ServiceEstate> {
  readonly estates: readonly Estate[];
  /** Of an estate where there are several. */
  readonly webhookNamed: (id: string, estate?: string) => ReturnType<EstateBook["webhookNamed"]>;
  readonly queue: JobQueue;
  readonly logger: Logger;
  readonly now: () => Date;
  /** When every estate was last held against its schedules; `undefined` before the service began. */
  readonly watchedAt: () => Date | undefined;
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
  /** Where jobs are done. Default: in this thread. */
  readonly runTask?: RunTask;
  /** Jobs at once. Default 16: those that are done together each hold a place. */
  readonly concurrency?: number;
  /** Called each minute with the runs of an estate that are missing; none: all is well. */
  readonly onMissed?: (estateId: string, missed: readonly MissedRun[]) => void;
}

/** What a service needs of an app. */
export type ServedApp = WorkedEstate["app"] & Pick<App, "watch"> & Partial<Pick<App, "anchorLedger">>;

/** What a service needs of an estate. */
export type ServiceEstate = Pick<EstateBook, "id" | "declared" | "webhookNamed"> & { readonly app: ServedApp };

/** The estates of a service; one may come in later. */
export interface ServiceEstates<Estate extends ServiceEstate = ServiceEstate> {
  readonly estates: readonly Estate[];
  /** Whether there are several, also while but one of them is open: then addresses, jobs and schedules name theirs. */
  readonly areSeveral: boolean;
  /** Reads anew what is in force. */
  reread(): Promise<void>;
}

const RETRY_MS = 30_000;
const REREAD_MS = 60_000;
const CONCURRENCY = 16;

/** The logger of a service: it tells what it does, unless it is told to be silent. */
export function serviceLogger({ environment, logLevel }: Pick<ServiceSettings, "environment" | "logLevel">): Logger {
  return createLogger({ level: environment["LOCKSTEP_LOG_LEVEL"] === undefined ? "info" : logLevel });
}

/** Opens the service over its estates. @throws LockstepError `queue-address-invalid`, `queue-unavailable` */
export async function openService<Estate extends ServiceEstate>(
  { estates, areSeveral, reread }: ServiceEstates<Estate>,
  settings: Pick<ServiceSettings, "dataFolder" | "queueUrl" | "environment" | "logLevel">,
  options: ServiceOptions = {},
): Promise<Service<Estate>> {
  const { now = () => new Date(), catchUpMinutes = 10 } = options;
  const logger = options.logger ?? serviceLogger(settings);
  const queue = options.queue ?? (await openQueue(settings.queueUrl, { dataFolder: settings.dataFolder, now, logger }));
  const timers = new Set<NodeJS.Timeout>();
  const running = options.runTask === undefined ? {} : { runTask: options.runTask };
  const doJob = routeJobs({ estates, areSeveral }, { queue, logger, now, ...running });

  let watchedAt: Date | undefined;
  const tellSilence = silenceTeller({ logger, now });
  const keepAnchored = anchorKeeper({ logger, now });

  /** What comes again by itself must not end the service where it fails once. */
  function keep(work: Promise<void>): void {
    work.catch((error: unknown) => logger.error("the service failed in what it does by itself", { error }));
  }

  async function lookForMissed(): Promise<void> {
    const because = "what no webhook told of is looked for";
    try {
      await keepSchedules(estates, { queue, areSeveral, logger });
      await keepDigests(estates, { queue, areSeveral, logger });
      await keepPacks(estates, { queue, areSeveral, logger, now });
      for (const { id } of estates) {
        const request = ofEstate(id, { job: "settle-reviews", number: null, because });
        await queue.schedule(nameOf("catch-up", id), { cron: `*/${catchUpMinutes} * * * *`, timeZone: "UTC" }, request);
        await queue.add(request, { key: nameOf(`start-${now().getTime()}`, id) });
      }
    } catch (error) {
      if (!(error instanceof LockstepError) || !error.retryable) throw error;
      logger.warn("nothing can be scheduled yet", { error });
      timers.add(setTimeout(() => keep(lookForMissed()), RETRY_MS).unref());
    }
  }

  /** Of a single estate nothing is named: its jobs and keys are those of a service that knows no other. */
  function ofEstate(id: string, request: JobRequest): JobRequest {
    return areSeveral ? { ...request, estate: id } : request;
  }

  function nameOf(text: string, id: string): string {
    return areSeveral ? `${text}-${id}` : text;
  }

  /** Each estate by itself: one of which nobody can tell keeps no other from being watched. */
  async function lookAtClock(): Promise<void> {
    try {
      await keepSchedules(estates, { queue, areSeveral, logger });
      await keepDigests(estates, { queue, areSeveral, logger });
      await keepPacks(estates, { queue, areSeveral, logger, now });
    } catch (error) {
      if (!(error instanceof LockstepError) || !error.retryable) throw error;
      logger.warn("nothing can be scheduled now", { error });
    }
    for (const estate of estates) await tellSilence(estate, await missedOf(estate));
    for (const estate of estates) await keepAnchored(estate);
    watchedAt = now();
  }

  async function missedOf({ id, app }: Estate): Promise<readonly MissedRun[]> {
    try {
      const missed = await askForMissed(app, { queue, logger, ...(areSeveral ? { estateId: id } : {}) });
      options.onMissed?.(id, missed);
      return missed;
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      logger.error("nobody can tell which runs were missed", { estate: id, error });
      return [];
    }
  }

  return {
    estates,
    webhookNamed: (id, estate) => findEstate(estate, { estates, areSeveral })?.webhookNamed(id),
    queue,
    logger,
    now,
    watchedAt: () => watchedAt,
    async begin() {
      await queue.work(doJob, { concurrency: options.concurrency ?? CONCURRENCY });
      const again = async (): Promise<void> => {
        await reread();
        await lookAtClock();
      };
      timers.add(setInterval(() => keep(again()), REREAD_MS).unref());
      await lookForMissed();
      watchedAt = now();
    },
    async close() {
      for (const timer of timers) clearTimeout(timer);
      await queue.close();
    },
  };
}
