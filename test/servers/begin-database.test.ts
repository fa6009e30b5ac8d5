import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { beginDatabase } from "#services/queues/begin-database";
import { openDatabase } from "#services/queues/open-database";

test("a queue's database is made whole, by a process of its own", async () => {
  await inFolder(async (folder, told) => {
    await mkdir(join(folder, "begun-cut-off"));
    const place = join(folder, "database");
    await beginDatabase(folder, place, loggerTo(told));
    assert.deepEqual(told, []);
    // What was cut off before is gone, and what was made bears its name.
    assert.deepEqual(await readdir(folder), ["database"]);
    const database = await openDatabase(place);
    const { rows } = await database.query("SELECT count(*) > 0 AS any FROM pg_tables WHERE schemaname = 'bullmq'");
    await database.close();
    assert.deepEqual(rows, [{ any: true }]);
  });
});

test("where no database can be made by itself it is told, and nothing half made is left", async () => {
  await inFolder(async (folder, told) => {
    await beginDatabase(folder, join(folder, "nowhere", "database"), loggerTo(told));
    assert.equal(told.length, 1);
    assert.deepEqual(await readdir(folder), []);
  });
});

async function inFolder(work: (folder: string, told: string[]) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-begin-"));
  try {
    await work(folder, []);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function loggerTo(told: string[]) {
  const tell = (message: string): void => {
    told.push(message);
  };
  return { info: tell, warn: tell, error: tell };
}
