import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertSchema } from "./assert-schema.js";
import { type CliResult, runCli } from "./run-cli.js";

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-trace-"));
  const { exit, stderr } = await runCli(["init", join(folder, "estate")], { cwd: folder });
  assert.equal(exit, 0, stderr);
});

after(() => rm(folder, { recursive: true, force: true }));

function lockstep(...args: string[]): Promise<CliResult> {
  return runCli(args, { cwd: join(folder, "estate") });
}

test("a ticket that nothing is known of is told as such, and is no error", async () => {
  const { exit, stdout } = await lockstep("trace", "CHG0034512");
  assert.equal(exit, 0);
  assert.match(stdout, /Nothing is remembered of this ticket/);
  assert.match(stdout, /No change on record names it/);
  assertSchema("trace-report", (await lockstep("trace", "CHG0034512", "--json")).stdout);
});

test("digits are a record, unless they are said to be a ticket", async () => {
  const record = await lockstep("trace", "99");
  assert.equal(record.exit, 2);
  assert.match(record.stderr, /The ledger holds no record 99/);
  const ticket = await lockstep("trace", "99", "--as", "ticket");
  assert.equal(ticket.exit, 0);
  assert.equal((await lockstep("trace", "99", "--as", "page")).exit, 64);
});

test("hexadecimal digits are the id of a change, and one that nobody found is refused", async () => {
  const { exit, stderr } = await lockstep("trace", "9f31c0de");
  assert.equal(exit, 2);
  assert.match(stderr, /The ledger holds no change "9f31c0de"/);
});

test("what was typed cannot make a terminal lie", async () => {
  const { stdout } = await lockstep("trace", "CHG1\u001b[2J\u202egoverned");
  assert.ok(!stdout.includes("\u001b") && !stdout.includes("\u202e"));
});

for (const args of [
  ["--from", "2026-07-01", "--to", "2026-09-30"],
  ["--from", "2026-07-01", "--to", "2026-09-31", "--seed", "7"],
  ["--from", "2026-07-01", "--to", "2026-09-30", "--seed", "7", "--by", "taste"],
  ["--from", "2026-07-01", "--to", "2026-09-30", "--seed", "7", "--sample", "0"],
]) {
  test(`evidence sample ${args.join(" ")} is a usage error`, async () => {
    assert.equal((await lockstep("evidence", "sample", ...args)).exit, 64);
  });
}
