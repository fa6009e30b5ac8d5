import { openApp } from "#services/app";
import { openJobThreads } from "#services/compose/jobs/job-threads";
import { readJobMemory } from "#services/compose/jobs/read-job-memory";
import { lateQueue } from "#services/queues/late-queue";
import { openQueue } from "#services/queues/open-queue";
import type { QueueBoard } from "#services/queues/open-queue-board";
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

/**
 * Opens the service that settings describe: its estates, what gates and pages read of them, its queue, and threads in which jobs are done. Gates are answered at once; the queue
 * opens meanwhile, and `begin` throws what keeps it from that (`queue-address-invalid`, `queue-unavailable`).
 *
 * @throws LockstepError `service-invalid`, `credential-missing` for the sign-in; of a single estate what keeps it from being opened
 */
export async function serveEstates(
  settings: ServiceSettings,
  options: Pick<ServiceOptions, "catchUpMinutes" | "logger" | "now"> & { readonly threads?: number | undefined } = {},
): Promise<ServedEstates> {
  const { logger = serviceLogger(settings), now = () => new Date() } = options;
  const memoryMb = readJobMemory(settings.environment);
  const signIn = await openSignIn(settings, now);
  const opened = await openEstates(settings.estates, {
    openApp: (each) => openApp(each, now),
    openParts: (app) => openEstateParts(app, { now, logger }),
    logger,
  });
  const { dataFolder, queueUrl } = settings;
  const tracesTo = settings.environment["OTEL_EXPORTER_OTLP_ENDPOINT"];
  const opening = openQueue(queueUrl, { dataFolder, now, logger, tracesTo });
  const queue = lateQueue(opening);
  const threads = openJobThreads({ logger, threads: options.threads, memoryMb });
  const closing: (() => Promise<void>)[] = [opened.close, threads.close];
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
