import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseAllowedSigners } from "#services/core/seal/allowed-signers";
import { type ChainEnd, takeChainStep } from "#services/core/seal/chain-step";
import type { SealedLine } from "#services/ports/evidence";
import { openEvidenceSource } from "#services/stores/evidence/open-evidence-source";
import { collectBytes, createEstateWithBranches, headOf, LARGE } from "./estate-with-branches.js";

async function take(lines: AsyncIterable<SealedLine>): Promise<SealedLine[]> {
  const taken: SealedLine[] = [];
  for await (const line of lines) taken.push(line);
  return taken;
}

test("packs main, tickets and what was observed of the engines in scope, and nothing else", async () => {
  await using estate = await createEstateWithBranches();
  const source = openEvidenceSource(estate.context);
  assert.deepEqual(Object.keys(await source.branches(["tie"])), ["main", "observed/tie/tie-a", "tickets"]);
});

test("gives a bundle that git verifies, finds sound and clones", async () => {
  await using estate = await createEstateWithBranches();
  const source = openEvidenceSource(estate.context);
  const branches = await source.branches(["tie"]);
  const file = join(estate.folder, "store.bundle");
  writeFileSync(file, await collectBytes(source.bundle(branches)));
  await estate.git("bundle", "verify", "-q", file);
  const clone = join(estate.folder, "clone");
  execFileSync("git", ["-c", "transfer.fsckObjects=true", "clone", "-q", file, clone], { stdio: "pipe" });
  const git = (...args: string[]): string => execFileSync("git", ["-C", clone, ...args], { encoding: "utf8" }).trim();
  assert.equal(git("rev-parse", "HEAD"), branches["main"]);
  assert.equal(git("rev-parse", "origin/observed/tie/tie-a"), branches["observed/tie/tie-a"]);
  assert.equal(git("cat-file", "blob", "origin/tickets:large.txt"), LARGE.toString().trim());
});

test("gives the same bytes whatever packs the objects lay in before", async () => {
  await using estate = await createEstateWithBranches();
  const source = openEvidenceSource(estate.context);
  const branches = await source.branches(["tie", "pager"]);
  const head = await headOf(estate);
  const before = [await collectBytes(source.bundle(branches)), await collectBytes(source.ledgerPack(head.commit))];
  await estate.git("repack", "-a", "-d", "-q", "--depth=50", "--window=50");
  await estate.git("prune-packed");
  assert.deepEqual(
    [await collectBytes(source.bundle(branches)), await collectBytes(source.ledgerPack(head.commit))],
    before,
  );
});

test("gives each record with the commit that sealed it, a chain that holds from the first to the head", async () => {
  await using estate = await createEstateWithBranches();
  const source = openEvidenceSource(estate.context);
  const head = await headOf(estate);
  const signers = parseAllowedSigners(await source.allowedSigners(await estate.git("rev-parse", "main")));
  assert.equal(signers.length, 1);
  let end: ChainEnd | undefined;
  for (const sealed of await take(source.ledgerLines(head))) {
    const step = takeChainStep(end, sealed, signers);
    assert.deepEqual(step.faults, []);
    assert.equal(step.sealedBy, signers[0]?.fingerprint);
    end = step.end;
  }
  assert.deepEqual({ seq: end?.seq, hash: end?.hash, commit: end?.commit }, head);
});

test("refuses a head that is not the record it is said to be", async () => {
  await using estate = await createEstateWithBranches();
  const source = openEvidenceSource(estate.context);
  const head = await headOf(estate);
  await assert.rejects(take(source.ledgerLines({ ...head, seq: head.seq - 1 })), { code: "ledger-broken" });
});
