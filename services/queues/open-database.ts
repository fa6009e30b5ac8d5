import { PGlite } from "@electric-sql/pglite";
import { pooled } from "./pglite-pool.js";
import { prepareTables } from "./postgres-tables.js";

/** A queue is small: with the 128 MB that PostgreSQL takes for itself otherwise, the process is twice as large. */
const SMALL = ["shared_buffers=8MB", "wal_buffers=1MB", "max_connections=10"].flatMap((setting) => ["-c", setting]);

/** Opens the database at a place, or makes it there, with the tables of a queue. */
export async function openDatabase(place: string): Promise<PGlite> {
  const database = await PGlite.create(place, { startParams: [...PGlite.defaultStartParams, ...SMALL] });
  await prepareTables(pooled(database, () => undefined));
  await database.exec("SET search_path TO bullmq, public");
  return database;
}
