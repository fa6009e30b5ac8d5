import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { LockstepError } from "#services/core/errors";
import { canonicalText, hashRecord, sealRecord } from "#services/core/seal/seal-record";
import { sealMessage } from "#services/core/seal/seal-trailers";
import { commitTree } from "#services/stores/git/commit-tree";
import { createSigningKey } from "#services/stores/git/create-signing-key";
import { runGitLine } from "#services/stores/git/run-git";
import { startTreeImport } from "#services/stores/git/tree-import";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const DAY = "2026/11/23";

async function estateWithRuns(count: number): Promise<TemporaryEstate> {
  const estate = await createTemporaryEstate();
  for (let run = 1; run <= count; run++) await appendRun(estate, run);
  return estate;
}

function appendRun({ ledger }: TemporaryEstate, run: number): Promise<LedgerRecord> {
  return ledger.append({ type: "run", actor: "lockstep", at: "2026-11-23T02:00:00Z", body: { run } });
}

async function readLines({ git }: TemporaryEstate): Promise<string[]> {
  return (await git("show", `ledger:${DAY}.jsonl`)).split("\n");
}

/** Puts other lines in place of the day's, in a commit of its own, as someone with write access could. */
async function rewriteDay(
  estate: TemporaryEstate,
  lines: readonly string[],
  forged: { readonly parent?: string; readonly message?: string; readonly signingKeyFile?: string | null } = {},
): Promise<void> {
  const { gitDir } = estate.context;
  const tree = startTreeImport(gitDir, "refs/heads/ledger");
  await tree.file(`${DAY}.jsonl`, Buffer.from(`${lines.join("\n")}\n`));
  const finished = await tree.finish();
  const parent = forged.parent ?? (await estate.git("rev-parse", "ledger"));
  const message = forged.message ?? "tampered\n";
  const commit =
    forged.signingKeyFile === null
      ? await runGitLine(gitDir, ["commit-tree", "-p", parent, finished.tree], { input: message })
      : await commitTree(
          { ...estate.context, signingKeyFile: forged.signingKeyFile ?? estate.context.signingKeyFile },
          { tree: finished.tree, parents: [parent], message, at: "2026-11-23T02:00:00Z" },
        );
  await estate.git("update-ref", "refs/heads/ledger", commit);
}

async function problemOf({ ledger }: TemporaryEstate): Promise<string> {
  const verdict = await ledger.verify();
  return verdict.sound ? "sound" : verdict.problem;
}

test("verifies a ledger that nobody touched, and says its head", async () => {
  await using estate = await estateWithRuns(3);
  const last = await appendRun(estate, 4);
  assert.deepEqual(await estate.ledger.verify(), { sound: true, records: 5, head: last.hash, rollback: "none" });
  assert.equal(last.hash, hashRecord(last));
  assert.equal(last.seq, 4);
});

test("gives records newest first, by type and up to a limit, over several days", async () => {
  let now = new Date("2026-11-23T23:59:00Z");
  await using estate = await createTemporaryEstate(() => now);
  await appendRun(estate, 1);
  now = new Date("2027-01-01T00:00:00Z");
  await estate.ledger.append({
    type: "override",
    actor: "Ada",
    at: "2027-01-01T00:00:00Z",
    body: { reason: "\uD800 half" },
  });
  await appendRun(estate, 2);
  const take = async (filter?: Parameters<typeof estate.ledger.records>[0]): Promise<string[]> => {
    const found: string[] = [];
    for await (const { type, seq } of estate.ledger.records(filter)) found.push(`${seq} ${type}`);
    return found;
  };
  assert.deepEqual(await take(), ["3 run", "2 override", "1 run", "0 estate-created"]);
  assert.deepEqual(await take({ limit: 2 }), ["3 run", "2 override"]);
  assert.deepEqual(await take({ type: "run" }), ["3 run", "1 run"]);
  assert.deepEqual(await take({ type: "override", limit: 5 }), ["2 override"]);
  assert.deepEqual(await take({ type: "exercise" }), []);
  assert.equal(await problemOf(estate), "sound");
});

test("keeps the order of records when the clock is set back", async () => {
  let now = new Date("2026-11-24T00:00:00Z");
  await using estate = await createTemporaryEstate(() => now);
  await appendRun(estate, 1);
  now = new Date("2026-11-20T00:00:00Z");
  await appendRun(estate, 2);
  assert.equal(await problemOf(estate), "sound");
  assert.equal(await estate.git("ls-tree", "-r", "--name-only", "ledger", "2026/"), "2026/11/24.jsonl");
});

test("lets two writers append at once, each record linked to the one before", async () => {
  await using estate = await createTemporaryEstate();
  const other = openLedger(estate.context);
  const runs = Array.from({ length: 12 }, (_, run) => run);
  const append = (run: number): Promise<LedgerRecord> =>
    (run % 2 === 0 ? other : estate.ledger).append({
      type: "run",
      actor: "lockstep",
      at: "2026-11-23T02:00:00Z",
      body: { run },
    });
  const records = await Promise.all(runs.map(append));
  assert.deepEqual(
    records.map(({ seq }) => seq).sort((a, b) => a - b),
    runs.map((run) => run + 1),
  );
  assert.equal(await problemOf(estate), "sound");
});

test("names the line whose content was edited", async () => {
  await using estate = await estateWithRuns(3);
  const lines = await readLines(estate);
  lines[2] = (lines[2] ?? "").replace('"run":2', '"run":9');
  await rewriteDay(estate, lines);
  assert.match(await problemOf(estate), /2026\/11\/23\.jsonl line 3: the content of record 2 does not fit its hash/);
});

test("names the line that was edited with its hash made to fit", async () => {
  await using estate = await estateWithRuns(3);
  const lines = await readLines(estate);
  const record = JSON.parse((lines[2] ?? "").replace('"run":2', '"run":9')) as LedgerRecord;
  lines[2] = canonicalText({ ...record, hash: hashRecord(record) });
  await rewriteDay(estate, lines);
  assert.match(await problemOf(estate), /line 3 is not record 2 as the commit [0-9a-f]{40} sealed it/);
});

test("names the first record that a signed commit sealed otherwise, when the whole chain was made again", async () => {
  await using estate = await estateWithRuns(3);
  const chain: LedgerRecord[] = [];
  for (const line of await readLines(estate)) {
    const record = JSON.parse(line.replace('"run":2', '"run":9')) as LedgerRecord;
    chain.push(sealRecord(record, chain.at(-1)));
  }
  await rewriteDay(estate, chain.map(canonicalText));
  assert.match(await problemOf(estate), /line 3 is not record 2 as the commit [0-9a-f]{40} sealed it/);
});

test("names the place where a record was dropped", async () => {
  await using estate = await estateWithRuns(3);
  const lines = await readLines(estate);
  await rewriteDay(estate, lines.toSpliced(2, 1));
  assert.match(await problemOf(estate), /line 3: record 2 should stand here, but record 3 does/);
});

test("misses the last record when it was dropped from the file", async () => {
  await using estate = await estateWithRuns(3);
  await rewriteDay(estate, (await readLines(estate)).slice(0, -1));
  assert.match(
    await problemOf(estate),
    /record 3, sealed by the commit [0-9a-f]{40}, is missing|does not say which record/,
  );
});

test("names the place where records changed their order", async () => {
  await using estate = await estateWithRuns(3);
  const [zero = "", one = "", two = "", three = ""] = await readLines(estate);
  await rewriteDay(estate, [zero, two, one, three]);
  assert.match(await problemOf(estate), /line 2: record 1 should stand here, but record 2 does/);
});

test("refuses a line that is no record, and one that is not in canonical form", async () => {
  await using estate = await estateWithRuns(1);
  const lines = await readLines(estate);
  await rewriteDay(estate, [...lines, "{}"]);
  assert.match(await problemOf(estate), /line 3 is not a record/);
  await rewriteDay(estate, [lines[0] ?? "", ` ${lines[1]}`]);
  assert.match(await problemOf(estate), /line 2 is not in canonical form/);
});

async function forgeNext(estate: TemporaryEstate, signingKeyFile: string | null): Promise<void> {
  const lines = await readLines(estate);
  const last = JSON.parse(lines.at(-1) ?? "") as LedgerRecord;
  const forged = sealRecord({ type: "run", actor: "lockstep", at: "2026-11-23T02:00:00Z", body: {} }, last);
  await rewriteDay(estate, [...lines, canonicalText(forged)], { message: sealMessage(forged, DAY), signingKeyFile });
}

test("names a record whose commit is not signed, also when a signed one stands on it", async () => {
  await using estate = await estateWithRuns(1);
  await forgeNext(estate, null);
  assert.match(await problemOf(estate), /^record 2: its commit [0-9a-f]{40} is not signed$/);
  assert.match((await estate.ledger.findHeadFault())?.problem ?? "", /is not signed/);
  await appendRun(estate, 3);
  assert.match(await problemOf(estate), /^record 2: its commit [0-9a-f]{40} is not signed$/);
});

test("names a record signed by a key that nobody allowed, although Git calls the signature good", async () => {
  await using estate = await estateWithRuns(1);
  const key = join(estate.folder, "other_key");
  await createSigningKey(key);
  await forgeNext(estate, key);
  assert.match(await problemOf(estate), /^record 2: its commit [0-9a-f]{40} is signed by a key that is not among/);
});

test("names an index that was edited to hide a decision", async () => {
  await using estate = await estateWithRuns(1);
  await estate.ledger.append({ type: "override", actor: "Ada", at: "2026-11-23T02:00:00Z", body: {} });
  const tree = startTreeImport(estate.context.gitDir, "refs/heads/ledger");
  await tree.file("by-type/override.jsonl", Buffer.from(""));
  const finished = await tree.finish();
  await estate.git("update-ref", "refs/heads/ledger", finished.commit);
  assert.match(await problemOf(estate), /by-type\/override\.jsonl does not fit the records/);
});

test("heals after a machine died in the middle of a write and left its lock", async () => {
  await using estate = await estateWithRuns(1);
  const lock = join(estate.context.gitDir, "refs/heads/ledger.lock");
  await writeFile(lock, "");
  const { utimes } = await import("node:fs/promises");
  const longAgo = new Date(Date.now() - 3_600_000);
  await utimes(lock, longAgo, longAgo);
  assert.equal((await appendRun(estate, 2)).seq, 2);
  assert.equal(await problemOf(estate), "sound");
});

test("does not begin a new chain in silence when its branch was deleted", async () => {
  await using estate = await estateWithRuns(1);
  await estate.git("update-ref", "-d", "refs/heads/ledger");
  assert.match(await problemOf(estate), /branch is missing/);
  await assert.rejects(appendRun(estate, 2), (error: LockstepError) => error.code === "ledger-broken");
});

test("names a ledger that lost its beginning, although its chain and signatures fit", async () => {
  await using estate = await createTemporaryEstate();
  const first = sealRecord({ type: "run", actor: "lockstep", at: "2026-11-23T02:00:00Z", body: {} }, undefined);
  const tree = startTreeImport(estate.context.gitDir, undefined);
  await tree.file(`${DAY}.jsonl`, Buffer.from(`${canonicalText(first)}\n`));
  const finished = await tree.finish();
  const draft = { tree: finished.tree, parents: [], message: sealMessage(first, DAY), at: "2026-11-23T02:00:00Z" };
  await estate.git("update-ref", "refs/heads/ledger", await commitTree(estate.context, draft));
  assert.match(await problemOf(estate), /does not begin with the making of the estate/);
});
