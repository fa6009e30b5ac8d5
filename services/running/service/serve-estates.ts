import type { Worker } from "node:worker_threads";
import { openApp } from "#services/app";
import { lateQueue } from "#services/queues/late-queue";
import { openQueue } from "#services/queues/open-queue";
import type { QueueBoard } from "#services/queues/open-queue-board";
import { withActsElsewhere } from "#services/running/acts/acts-elsewhere";
import { openActThread } from "#services/running/acts/open-act-thread";
import { openJobThreads } from "#services/running/jobs/job-threads";
import { readJobMemory } from "#services/running/jobs/read-job-memory";
import { namesOfSeveral } from "./open-estate-names.js";
import { openEstateParts, type ReadParts } from "./open-estate-parts.js";
import { type OpenedEstate, openEstates } from "./open-estates.js";
import { openService, type Service, type ServiceOptions, serviceLogger } from "./open-service.js";
import { type OpenedSignIn, openSignIn } from "./open-sign-in.js";
import type { ServiceSettings } from "./read-service-settings.js";

/** A service with everything that it answers from. */
export interface ServedEstates extends Service<OpenedEstate & Omit<ReadParts, "close">> {
  readonly areSeveral: boolean;
  /** `undefined`: there is none, and the service is for whoever sits at its machine. */
  readonly signIn: OpenedSignIn | undefined;
  /** The pages on which the queue can be looked at, below a path. @throws LockstepError `queue-unavailable` */
  readonly openQueueBoard: (at: string) => Promise<QueueBoard>;
  /** Folders of estates that could not be opened, each with the code of why. */
  readonly closed: () => readonly { readonly folder: string; readonly why: string }[];
}

export interface ServeOptions extends Pick<ServiceOptions, "catchUpMinutes" | "logger"> {
  /** Default: this machine's clock. With another one, acts are done in this thread. */
  readonly now?: () => Date;
  /** Jobs at once. Default: one for each processor, at most four. */
  readonly threads?: number | undefined;
  /** Starts the thread of acts. Default: that of this program. */
  readonly startActs?: () => Worker;
}

/**
 * Opens the service that settings describe: its estates, what gates and pages read of them, its queue, and threads in which jobs are done, and what people decide. Gates are answered at once; the queue
 * opens meanwhile, and `begin` throws what keeps it from that (`queue-address-invalid`, `queue-unavailable`).
 *
 * @throws LockstepError `service-invalid`, `credential-missing` for the sign-in; of a single estate what keeps it from being opened
 */
export async function serveEstates(settings: ServiceSettings, options: ServeOptions = {}): Promise<ServedEstates> {
  const { logger = serviceLogger(settings), now = () => new Date() } = options;
  const memoryMb = readJobMemory(settings.environment);
  const signIn = await openSignIn(settings, now);
  const names = await namesOfSeveral(settings);
  const acts = openActThread({ start: options.startActs });
  const opened = await openEstates(settings.estates, {
    async openApp(each) {
      const app = await openApp(each, now);
      return options.now === undefined ? withActsElsewhere(app, acts) : app;
    },
    openParts: (app) => openEstateParts(app, { now, logger }),
    ...{ logger, names },
  });
  const { dataFolder, queueUrl } = settings;
  const tracesTo = settings.environment["OTEL_EXPORTER_OTLP_ENDPOINT"];
  const opening = openQueue(queueUrl, { dataFolder, now, logger, tracesTo });
  const queue = lateQueue(opening);
  const threads = openJobThreads({ logger, threads: options.threads, memoryMb });
  const closing: (() => Promise<void>)[] = [acts.close, opened.close, threads.close];
  try {
    const service = await openService(opened, settings, {
      ...options,
      queue,
      logger,
      now,
      runTask: threads.runTask,
      concurrency: threads.threads + 2,
    });
    closing.unshift(service.close);
    const { areSeveral, closed } = opened;
    return {
      ...{ ...service, signIn, areSeveral, closed },
      async openQueueBoard(at) {
        // It brings its own pages, which most services never show.
        const board = await import("#services/queues/open-queue-board");
        return board.openQueueBoard(await opening, at);
      },
      close: () => closeAll(closing),
    };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

/** One after the other, and each whatever became of the others. */
async function closeAll(closing: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closing) {
    await close().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
