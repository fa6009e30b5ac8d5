import { createPostgresBackend, type PgPool, type PostgresConnectionOptions, type PostgresQueueBackend } from "bullmq";
import pg from "pg";
import { prepareTables, tidyTables } from "./postgres-tables.js";
import type { QueueAddress } from "./queue-address.js";
import type { QueueBackend } from "./queue-backend.js";
import type { QueueTiming } from "./queue-timing.js";

/** Each worker holds one for as long as it lives, to hear of new jobs. */
const MOST_CONNECTIONS = 10;
const LONGEST_QUERY_MS = 30_000;

/** Opens the queue on a PostgreSQL server, which may still be down. */
export function openPostgresBackend(
  address: QueueAddress,
  timing: QueueTiming,
): QueueBackend<PostgresQueueBackend, PostgresConnectionOptions> {
  const pool = new pg.Pool({
    connectionString: address.url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: timing.answerMs,
    query_timeout: LONGEST_QUERY_MS,
    keepAlive: true,
    // BullMQ sets no schema on a pool that is not its own.
    options: "-c search_path=bullmq,public",
  }) as PgPool;
  // An idle connection that drops is replaced by the next; without a listener it would end the process.
  pool.on("error", () => undefined);
  return {
    factory: createPostgresBackend,
    asking: pool,
    working: pool,
    ready: () => prepareTables(pool),
    tidy: () => tidyTables(pool),
    close: async () => pool.end(),
  };
}
