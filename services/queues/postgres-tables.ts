import { type PgPool, runMigrations } from "bullmq";

const SCHEMA = "bullmq";

/** Brings BullMQ's tables to what this version of it needs, each service start the same. */
export async function prepareTables(pool: PgPool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    client.release();
  }
}

/** Throws out keys whose four days are over: BullMQ passes them over and leaves them lying. */
export async function tidyTables(pool: PgPool): Promise<void> {
  await pool.query("DELETE FROM bullmq.dedup WHERE expire_at_ms < $1", [Date.now()]);
}
