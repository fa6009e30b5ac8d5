import type { IncomingMessage, ServerResponse } from "node:http";
import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { ExpressAdapter } from "@bull-board/express";
import { Queue } from "bullmq";
import { LockstepError } from "#services/core/errors";
import type { OpenedQueue } from "./create-job-queue.js";

/** Answers requests whose address is below the board's own; hands on what it does not know. */
export type QueueBoard = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

/**
 * Opens the pages on which a queue can be looked at, and nothing be moved.
 *
 * @param at where they stand, as browsers ask for it
 * @throws LockstepError `queue-unavailable`
 */
export async function openQueueBoard(queue: OpenedQueue, at: string): Promise<QueueBoard> {
  const bullQueue = await queue.bullQueue();
  if (!(bullQueue instanceof Queue)) throw new LockstepError("bug", "The queue is none that its board can show.");
  const adapter = new ExpressAdapter();
  adapter.setBasePath(at);
  createBullBoard({
    queues: [new BullMQAdapter(bullQueue, { readOnlyMode: true, allowRetries: false })],
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: "Queue", hideRedisDetails: true, locale: { lng: "en-GB" } } },
  });
  const pages: QueueBoard & { readonly disable: (name: string) => unknown } = adapter.getRouter();
  pages.disable("x-powered-by");
  pages.disable("etag");
  return pages;
}
