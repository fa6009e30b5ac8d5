import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { openQueue } from "#services/queues/open-queue";
import { checkOf, noting, openedQueue } from "#test/fakes/opened-queue";
import { until } from "#test/fakes/until";

test("is opened by one process alone, and begun anew where it cannot be read", async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), "lockstep-alone-"));
  const place = { url: undefined, dataFolder, [Symbol.asyncDispose]: async () => undefined };
  try {
    {
      await using first = await openedQueue(place);
      await first.queue.add(checkOf("kept"), { key: "kept" });
      await assert.rejects(
        openQueue(undefined, { dataFolder, now: () => new Date() }),
        (error) =>
          error instanceof LockstepError &&
          error.code === "queue-unavailable" &&
          error.message.includes(`${process.pid}`),
      );
      assert.equal((await first.queue.counts()).waiting, 1);
    }
    await writeFile(join(dataFolder, "queue", "database", "PG_VERSION"), "none");
    await using again = await openedQueue(place);
    const done: string[] = [];
    await again.queue.work(noting(done));
    await again.queue.add(checkOf("kept"), { key: "kept" });
    await until(() => done.length === 1);
    assert.ok(again.told.some((line) => line.includes("begun anew")));
    assert.ok((await readdir(join(dataFolder, "queue"))).some((name) => name.startsWith("unreadable-")));
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
});
