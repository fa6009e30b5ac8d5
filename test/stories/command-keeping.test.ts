import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { AccessReview } from "#schemas/access-review";
import type { KeysRotateReport } from "#schemas/keys-rotate-report";
import { assertSchema } from "../cli/assert-schema.js";
import { type CliResult, runCli } from "../cli/run-cli.js";

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-keeping-"));
  const { exit, stderr } = await runCli(["init", join(folder, "estate")], { cwd: folder });
  assert.equal(exit, 0, stderr);
});

after(() => rm(folder, { recursive: true, force: true }));

function run(...args: string[]): Promise<CliResult> {
  return runCli(args, { cwd: join(folder, "estate") });
}

test("a key is rotated by one command, and the ledger and the machine are sound after it", async () => {
  const rotated = await run("keys", "rotate", "--by", "Ros Haddon", "--json");
  assert.equal(rotated.exit, 0, rotated.stderr);
  assertSchema("keys-rotate-report", rotated.stdout);
  const { fingerprint, previous, finished } = JSON.parse(rotated.stdout) as KeysRotateReport;
  assert.notEqual(fingerprint, previous);
  assert.equal(finished, false);
  const again = await run("keys", "rotate", "--by", "Ros Haddon");
  assert.match(
    again.stdout,
    new RegExp(`^SHA256:\\S+ signs from now on[^]*${fingerprint.replaceAll("+", "\\+")} counts`),
  );
  const verified = await run("ledger", "verify");
  assert.equal(verified.exit, 0, verified.stdout);
  assert.notEqual((await run("keys", "rotate", "--by", "Ros Haddon", "--overlap-hours", "0")).exit, 0);
});

test("the ends of months are anchored by hand as well", async () => {
  const anchored = await run("ledger", "anchor", "--json");
  assert.equal(anchored.exit, 0, anchored.stderr);
  assertSchema("ledger-anchor-report", anchored.stdout);
  assert.match((await run("ledger", "anchor")).stdout, /The first month is not over/);
});

test("who may do what is shown, put on record by a person, and refused where it moved since", async () => {
  const shown = await run("access", "review", "--json");
  assert.equal(shown.exit, 0, shown.stderr);
  assertSchema("access-review", shown.stdout);
  const { digest, last, record } = JSON.parse(shown.stdout) as AccessReview;
  assert.deepEqual([last, record], [null, null]);
  const made = await run("token", "create", "--name", "haproxy-a", "--role", "viewer", "--by", "Mo Banks");
  assert.equal(made.exit, 0, made.stderr);
  const stale = await run("access", "review", "--record", "--by", "Ros Haddon", "--digest", digest);
  assert.notEqual(stale.exit, 0);
  assert.match(stale.stderr, /moved meanwhile/);
  const kept = await run("access", "review", "--record", "--by", "Ros Haddon");
  assert.equal(kept.exit, 0, kept.stderr);
  assert.match(kept.stdout, /haproxy-a \(\w+\) {2}viewer {2}all engines {2}until .* never used/);
  assert.match(kept.stdout, /The review is on record: \d+\./);
  const after = JSON.parse((await run("access", "review", "--json")).stdout) as AccessReview;
  assert.equal(after.last?.digest, after.digest, "nothing moved since");
  assert.deepEqual([after.last?.outcome, after.changed], ["confirmed", []]);
  const ended = await run("token", "revoke", "haproxy-a", "--by", "Mo Banks");
  assert.equal(ended.exit, 0, ended.stderr);
  const later = await run("access", "review");
  assert.match(later.stdout, /confirmed as it was\.\nOtherwise since then\n {2}token went: haproxy-a, viewer$/m);
  const asked = await run("access", "review", "--record", "--by", "Ros Haddon", "--change", "Name a second approver");
  assert.equal(asked.exit, 0, asked.stderr);
  assert.match((await run("access", "review")).stdout, /something has to change: Name a second approver\./);
  assert.notEqual((await run("access", "review", "--change", "Name a second approver")).exit, 0, "it is for a record");
  assert.notEqual((await run("access", "review", "--record")).exit, 0, "nobody says who");
});
