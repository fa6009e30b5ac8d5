import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { createPostgresBackend, type PostgresConnectionOptions, type PostgresQueueBackend } from "bullmq";
import type { Logger } from "#services/ports/logger";
import { beginDatabase } from "./begin-database.js";
import { holdFolder } from "./hold-folder.js";
import { openDatabase } from "./open-database.js";
import { pooled } from "./pglite-pool.js";
import { tidyTables } from "./postgres-tables.js";
import type { QueueBackend } from "./queue-backend.js";

/**
 * Opens the queue in this process, in the data folder, which no other process may open at the same time: a second one would
 * lose what the first has written, without a word.
 *
 * @throws LockstepError `queue-unavailable` naming who holds the folder
 */
export async function openEmbeddedBackend(
  dataFolder: string,
  now: () => Date,
  logger: Logger | undefined,
): Promise<QueueBackend<PostgresQueueBackend, PostgresConnectionOptions>> {
  const folder = join(dataFolder, "queue");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const hold = await holdFolder(folder);
  try {
    const database = await openOrBegin(folder, now, logger);
    const pool = pooled(database, hold.assertHeld);
    return {
      factory: createPostgresBackend,
      asking: pool,
      working: pool,
      ready: async () => undefined,
      tidy: () => tidyTables(pool),
      close: async () => {
        await database.close();
        await hold.release();
      },
    };
  } catch (error) {
    await hold.release();
    throw error;
  }
}

/** A database that cannot be read is set aside and a new one begun: the queue may be emptied at any time, the service must run. */
async function openOrBegin(folder: string, now: () => Date, logger: Logger | undefined): Promise<PGlite> {
  const place = join(folder, "database");
  await beginDatabase(folder, place, logger);
  try {
    return await openDatabase(place);
  } catch (error) {
    const aside = join(folder, `unreadable-${now().toISOString().replaceAll(":", "")}`);
    await rename(place, aside);
    logger?.warn("the queue could not be read and was begun anew", { aside, error });
    await beginDatabase(folder, place, logger);
    return openDatabase(place);
  }
}
