import { type ConnectionOptions, createRedisBackend, type RedisQueueBackend } from "bullmq";
import { Redis, type RedisOptions } from "ioredis";
import type { Logger } from "#services/ports/logger";
import type { QueueAddress } from "./queue-address.js";
import type { QueueBackend } from "./queue-backend.js";
import type { QueueTiming } from "./queue-timing.js";

const LONGEST_PAUSE_MS = 2_000;

/** Opens the queue on a Redis server, which may still be down. */
export function openRedisBackend(
  address: QueueAddress,
  timing: QueueTiming,
  logger: Logger | undefined,
): QueueBackend<RedisQueueBackend, ConnectionOptions> {
  const both = {
    connectTimeout: timing.answerMs,
    retryStrategy: (times: number) => Math.min(100 * 2 ** times, LONGEST_PAUSE_MS),
  } satisfies RedisOptions;
  const asking = new Redis(address.url, { ...both, maxRetriesPerRequest: 1, commandTimeout: timing.answerMs });
  const working = new Redis(address.url, { ...both, maxRetriesPerRequest: null, lazyConnect: true });
  const clients = [asking, working];
  // Each failure to connect is an event; who asks meanwhile is told by what was asked.
  for (const client of clients) client.on("error", () => undefined);
  return {
    factory: createRedisBackend,
    asking,
    working,
    ready: async () => warnOfEviction(await asking.info("memory"), address, logger),
    tidy: async () => undefined,
    close: async (force) => {
      for (const client of clients) {
        if (force || client.status !== "ready") client.disconnect();
        else await client.quit();
      }
    },
  };
}

/** A server that throws out keys when its memory is full loses jobs without a word. */
function warnOfEviction(info: string, address: QueueAddress, logger: Logger | undefined): void {
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy === undefined || policy === "noeviction") return;
  logger?.warn("the queue's server may throw out jobs: set maxmemory-policy noeviction", {
    address: address.shown,
    policy,
  });
}
