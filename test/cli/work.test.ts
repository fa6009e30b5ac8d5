import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertSchema } from "./assert-schema.js";
import { runCli } from "./run-cli.js";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-work-"));
  assert.equal((await runCli(["init", "estate"], { cwd: folder })).exit, 0);
});
after(() => rm(folder, { recursive: true, force: true }));

test("a worker refuses a queue that is one process's own, and says what to set", async () => {
  const { exit, stderr } = await runCli(["--estate", "estate", "work"], { cwd: folder });
  assert.equal(exit, 2);
  assert.match(stderr, /queue-address-invalid/);
  assert.match(stderr, /Set LOCKSTEP_QUEUE_URL to redis:\/\/ or postgres:\/\//);
});

test("a worker that is to do no job at once, or too many, is a mistake of whoever typed it", async () => {
  for (const concurrency of ["0", "33", "two"]) {
    const { exit } = await runCli(["--estate", "estate", "work", "--concurrency", concurrency], { cwd: folder });
    assert.equal(exit, 64);
  }
});

test("the watchdog says that every run which was due is on record, by its exit, its words and as JSON", async () => {
  const told = await runCli(["--estate", "estate", "watchdog"], { cwd: folder });
  assert.equal(told.exit, 0);
  assert.match(told.stdout, /^Every run of \S+ that was due by .* is on record\.$/m);
  const asJson = await runCli(["--estate", "estate", "watchdog", "--json"], { cwd: folder });
  assertSchema("watchdog-report", asJson.stdout);
});
