import assert from "node:assert/strict";
import { test } from "node:test";
import { TOMBSTONE } from "#services/core/artefact/is-purged";
import type { LockstepError } from "#services/core/errors";
import {
  channelFixture,
  FIXTURE_DIALECT,
  FIXTURE_MASK_KEY,
  fixtureOf,
  itemsOf,
  type StoredFixture,
  snapshotOf,
  writeAll,
} from "#test/fakes/artefact-fixtures";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const LEAK = "password = 'canary-of-the-purge-test'";
const PATH = "channels/feed-9~00000009";
const [CLEAN, LEAKED, LEAKED_AGAIN, MENDED] = [
  channelFixture(1, "clean"),
  fixtureOf(PATH, { "channel.json": "{}\n", "text/script.js": `${LEAK}\n` }),
  fixtureOf(PATH, { "channel.json": "{}\n", "text/script.js": `${LEAK}; // again\n` }),
  fixtureOf(PATH, { "channel.json": "{}\n", "text/script.js": "password = 'masked'\n" }),
] as const;

function begin({ store }: TemporaryEstate, nodeId = "tie-a") {
  const about = { engineId: "tie", nodeIds: ["tie-a", "tie-b"], dialect: FIXTURE_DIALECT, maskKeyId: FIXTURE_MASK_KEY };
  return store.beginSnapshot({ ...about, nodeId });
}

async function take(estate: TemporaryEstate, fixtures: readonly StoredFixture[], nodeId = "tie-a") {
  return await writeAll(await begin(estate, nodeId), fixtures, snapshotOf(fixtures, { nodeId }));
}

/** Both nodes and the baseline hold the leak, in two versions, with clean snapshots before and after. */
async function leakedEstate(): Promise<{
  estate: TemporaryEstate;
  commits: Record<"clean" | "leaked" | "latest", string>;
}> {
  const estate = await createTemporaryEstate();
  const clean = await take(estate, [CLEAN]);
  const leaked = await take(estate, [CLEAN, LEAKED]);
  await take(estate, [CLEAN, LEAKED], "tie-b");
  const { commit, digest } = leaked;
  const approval = { approver: "Ada", ticket: null, at: "2026-11-23T02:00:00.000Z", reviewed: true };
  await estate.store.adoptBaseline({ engineId: "tie", commit, digest, ...approval });
  const latest = await take(estate, [CLEAN, LEAKED_AGAIN]);
  return { estate, commits: { clean: clean.commit, leaked: leaked.commit, latest: latest.commit } };
}

const WHY = { reason: "a password in clear", actor: "Ada Example" };

async function allContent({ git }: TemporaryEstate): Promise<string> {
  const ids = (await git("cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)"))
    .split("\n")
    .filter((line) => line.startsWith("blob"))
    .map((line) => line.slice(5));
  return (await Promise.all(ids.map((id) => git("cat-file", "blob", id)))).join("\n");
}

test("takes every version of a leaked file out of both nodes, the baseline and the object store", async () => {
  const { estate, commits } = await leakedEstate();
  await using _ = estate;
  assert.match(await allContent(estate), /canary-of-the-purge-test/);
  const result = await estate.store.purge({ engineId: "tie", path: `${PATH}/text/script.js`, ...WHY });
  assert.equal(result.blobs.length, 2);
  assert.doesNotMatch(await allContent(estate), /canary-of-the-purge-test/);
  for (const blob of result.blobs) await assert.rejects(estate.git("cat-file", "-e", blob));
  assert.equal(await estate.git("fsck", "--strict", "--no-dangling"), "");
  assert.equal(
    await estate.git("rev-parse", `observed/tie/tie-a~2`),
    commits.clean,
    "history before the leak is untouched",
  );
  assert.equal(`${await estate.git("show", `observed/tie/tie-a:${PATH}/text/script.js`)}\n`, TOMBSTONE);
  assert.equal((await estate.ledger.verify()).sound, true);
  await assert.rejects(estate.git("cat-file", "-e", commits.leaked));
});

test("still opens what older records name by the commits of before, and the approval still holds", async () => {
  const { estate, commits } = await leakedEstate();
  await using _ = estate;
  const before = await estate.store.openSnapshotCommit(commits.leaked);
  const blob = await estate.git("rev-parse", `${commits.leaked}:${PATH}/text/script.js`);
  const first = await estate.store.purge({ blob, ...WHY });
  const again = await estate.git("rev-parse", `observed/tie/tie-a:${PATH}/text/script.js`);
  const second = await estate.store.purge({ blob: again, ...WHY });
  assert.equal(first.record?.body["reason"], WHY.reason);
  assert.equal(second.record?.seq, (first.record?.seq ?? 0) + 1);
  assert.deepEqual((await estate.store.openSnapshotCommit(commits.leaked)).snapshot, before.snapshot);
  assert.equal((await estate.store.openSnapshotCommit(commits.latest)).snapshot.entries.length, 2);
  const baseline = await estate.store.openBaseline("tie");
  assert.ok(baseline !== undefined && "record" in baseline.approval);
});

test("signs every commit that it made again", async () => {
  const { estate } = await leakedEstate();
  await using _ = estate;
  await estate.store.purge({ engineId: "tie", path: PATH, ...WHY });
  const { verifyCommits } = await import("#services/stores/git/verify-commits");
  const commits = (await estate.git("rev-list", "--all")).split("\n");
  assert.deepEqual(
    (await verifyCommits(estate.context, commits)).filter(({ trusted }) => !trusted),
    [],
  );
});

test("reads a purged artefact again instead of calling it unchanged, and withholds the leak if it comes back", async () => {
  const { estate } = await leakedEstate();
  await using _ = estate;
  await estate.store.purge({ engineId: "tie", path: `${PATH}/text/script.js`, ...WHY });
  const writer = await begin(estate);
  const [cleanItem, leakedItem] = itemsOf([CLEAN, LEAKED_AGAIN]);
  assert.ok(writer.known.has(cleanItem?.rawDigest ?? ""));
  assert.ok(!writer.known.has(leakedItem?.rawDigest ?? ""));
  await writer.abandon();
  const back = await take(estate, [CLEAN, LEAKED]);
  assert.equal(back.changed, true);
  assert.doesNotMatch(await allContent(estate), /canary-of-the-purge-test/);
  const [files = []] = (await (await estate.store.openSnapshotCommit(back.commit)).load([PATH])).values();
  assert.deepEqual(
    files.map(({ bytes }) => Buffer.from(bytes).toString()),
    ["{}\n", TOMBSTONE],
  );
  const mended = await take(estate, [CLEAN, MENDED]);
  assert.equal(mended.changed, true);
  assert.equal((await estate.store.openSnapshot("tie", "tie-a"))?.commit, mended.commit);
});

test("goes on where a killed purge stopped", async () => {
  const { estate } = await leakedEstate();
  await using _ = estate;
  const request = { engineId: "tie", path: `${PATH}/text/script.js`, ...WHY };
  const leaked = await estate.git("rev-parse", `observed/tie/tie-b:${PATH}/text/script.js`);
  const { purgeContent } = await import("#services/stores/git/purge-content");
  const killed = { ...estate.ledger, appendWith: () => Promise.reject(new Error("killed here")) };
  await assert.rejects(purgeContent(estate.context, killed, request), /killed here/);
  assert.equal((await estate.store.purge(request)).record?.type, "purge");
  // Between the record and the removal of objects: the content is unreferenced but still there.
  const { writeFile } = await import("node:fs/promises");
  await writeFile(`${estate.folder}/leak.js`, LEAKED.files[1]?.bytes ?? "");
  assert.equal(await estate.git("hash-object", "-w", `${estate.folder}/leak.js`), leaked);
  const rest = await estate.store.purge({ blob: leaked, ...WHY });
  assert.equal(rest.record, undefined);
  await assert.rejects(estate.git("cat-file", "-e", leaked));
});

test("tells a writer that was at work to run again, and keeps the leak out", async () => {
  const { estate } = await leakedEstate();
  await using _ = estate;
  const writer = await begin(estate);
  await writer.keep(CLEAN.entry.path, CLEAN.entry.digest);
  await writer.keep(LEAKED_AGAIN.entry.path, LEAKED_AGAIN.entry.digest);
  await estate.store.purge({ engineId: "tie", path: `${PATH}/text/script.js`, ...WHY });
  const late = snapshotOf([CLEAN, LEAKED_AGAIN], { facts: { engineVersion: "4.5.3" } });
  await assert.rejects(
    writer.commit(late, itemsOf([CLEAN, LEAKED_AGAIN])),
    (error: LockstepError) => error.family === "internal",
  );
  assert.doesNotMatch(await allContent(estate), /canary-of-the-purge-test/);
});

test("refuses to purge what does not exist, what is a manifest, and what is the ledger's", async () => {
  const { estate } = await leakedEstate();
  await using _ = estate;
  const purge = (blob: string) => estate.store.purge({ blob, ...WHY });
  const manifest = await estate.git("rev-parse", "observed/tie/tie-a:manifest.jsonl");
  const day = await estate.git("rev-parse", "ledger:2026/11/23.jsonl");
  await assert.rejects(purge("0".repeat(40)), (error: LockstepError) => error.code === "selector-unknown");
  await assert.rejects(purge("--all"), (error: LockstepError) => error.code === "selector-unknown");
  await assert.rejects(purge(manifest), (error: LockstepError) => error.code === "usage");
  await assert.rejects(purge(day), (error: LockstepError) => error.code === "usage");
  await assert.rejects(
    estate.store.purge({ engineId: "tie", path: "channels/never", ...WHY }),
    (error: LockstepError) => error.code === "selector-unknown",
  );
});

test("a branch that a purge made again still holds all that the ledger records, and one set back does not", async () => {
  const { estate, commits } = await leakedEstate();
  await using _ = estate;
  const main = await estate.git("rev-parse", "main");
  const recorded = Object.values(commits);
  await estate.store.purge({ engineId: "tie", path: `${PATH}/text/script.js`, ...WHY });
  const node = { engineId: "tie", nodeId: "tie-a" };
  assert.equal(await estate.store.findBranchFault(node, recorded), undefined);
  assert.equal(await estate.store.findBranchFault("main", [main]), undefined);
  await estate.git("update-ref", "refs/heads/observed/tie/tie-a", "observed/tie/tie-a~1");
  assert.match((await estate.store.findBranchFault(node, recorded)) ?? "", /was set back or replaced/);
});

test("of a folder goes what it alone holds: a script that other channels have too stays and is named", async () => {
  const estate = await createTemporaryEstate();
  await using _ = estate;
  const ours = fixtureOf(PATH, {
    "channel.json": "{}\n",
    "text/deploy.js": "return;\n",
    "text/script.js": `${LEAK}\n`,
  });
  const other = fixtureOf("channels/other~1", { "channel.json": '{"a":1}\n', "text/deploy.js": "return;\n" });
  await take(estate, [ours, other]);
  const standard = await estate.git("rev-parse", "observed/tie/tie-a:channels/other~1/text/deploy.js");
  const result = await estate.store.purge({ engineId: "tie", path: PATH, ...WHY });
  assert.deepEqual(result.shared, [standard]);
  assert.equal(result.blobs.length, 2);
  assert.doesNotMatch(await allContent(estate), /canary-of-the-purge-test/);
  const everywhere = await estate.store.purge({ engineId: "tie", path: `${PATH}/text/deploy.js`, ...WHY });
  assert.deepEqual(everywhere.blobs, [standard]);
  assert.equal(`${await estate.git("show", "observed/tie/tie-a:channels/other~1/text/deploy.js")}\n`, TOMBSTONE);
});
