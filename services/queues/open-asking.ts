import { type IQueueBackend, withBackend } from "bullmq";
import { LockstepError } from "#services/core/errors";
import { type BullQueue, keptJobOptions, QUEUE_NAME, trimEvents } from "./bull-queue.js";
import type { Complain } from "./complainer.js";
import type { JobEnvelope } from "./job-envelope.js";
import type { JobQueueContext } from "./job-queue-context.js";
import type { QueueBackend } from "./queue-backend.js";
import { within } from "./within.js";

export interface Asking {
  /** Asks the queue; bounded. @throws LockstepError `queue-unavailable` */
  ask<T>(question: (queue: BullQueue) => Promise<T>): Promise<T>;
  /** Fulfilled once the server was reached; rejected where it is not now, and asked anew the next time. */
  opened(): Promise<unknown>;
  /** Ends it all; with `left` also while jobs that would not stop still use it. */
  end(left: boolean): Promise<void>;
}

const TIDY_EVERY_MS = 3_600_000;

/** Reaches the server when first asked, and again while it is down: a queue begun on a dead connection never comes alive. */
export function openAsking<B extends IQueueBackend, C>(
  backend: QueueBackend<B, C>,
  context: JobQueueContext,
  complain: Complain,
): Asking {
  const { Queue } = withBackend(backend.factory);
  let opening: Promise<BullQueue> | undefined;
  let ended = false;

  async function open(): Promise<BullQueue> {
    await backend.ready();
    const queue = new Queue<JobEnvelope, void>(QUEUE_NAME, {
      connection: backend.asking,
      defaultJobOptions: keptJobOptions(context.timing.retryMs),
      skipWaitingForReady: true,
      ...(context.tracing === undefined ? {} : { telemetry: context.tracing.telemetry }),
    });
    queue.on("error", complain);
    await queue.waitUntilReady();
    return queue;
  }

  function opened(): Promise<BullQueue> {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  const tidying = setInterval(() => {
    if (opening !== undefined) opening.then(trimEvents).then(backend.tidy).catch(complain);
  }, TIDY_EVERY_MS);
  tidying.unref();

  return {
    opened,
    ask: async (question) => {
      if (ended) throw unavailable(context, "it was closed");
      const asked = opened().then(question);
      try {
        return await within(context.timing.answerMs, asked, () => unavailable(context, "no answer in time"));
      } catch (error) {
        asked.catch(() => undefined);
        throw error instanceof LockstepError ? error : unavailable(context, "it could not be asked", error);
      }
    },
    end: async (left) => {
      ended = true;
      clearInterval(tidying);
      const { leaveMs } = context.timing;
      const closing = (async () => {
        await (await opening)?.close();
        await backend.close(left);
      })();
      await within(leaveMs, closing, () => unavailable(context, "it did not close")).catch(async (error: unknown) => {
        complain(error);
        await backend.close(true).catch(complain);
      });
    },
  };
}

function unavailable(context: JobQueueContext, why: string, cause?: unknown): LockstepError {
  return new LockstepError("queue-unavailable", `The queue at ${context.shownAddress} takes nothing now: ${why}.`, {
    cause,
  });
}
