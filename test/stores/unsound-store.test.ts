import assert from "node:assert/strict";
import { readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { LockstepError } from "#services/core/errors";
import { commitTree } from "#services/stores/git/commit-tree";
import { startTreeImport } from "#services/stores/git/tree-import";
import { channelFixture, FIXTURE_DIALECT, FIXTURE_MASK_KEY, writeAll } from "#test/fakes/artefact-fixtures";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const REF = "refs/heads/observed/tie/tie-a";
const FIXTURES = [channelFixture(1, "one"), channelFixture(2, "two")];

async function estateWithSnapshot(): Promise<TemporaryEstate> {
  const estate = await createTemporaryEstate();
  const about = { engineId: "tie", nodeId: "tie-a", nodeIds: ["tie-a"], dialect: FIXTURE_DIALECT };
  await writeAll(await estate.store.beginSnapshot({ ...about, maskKeyId: FIXTURE_MASK_KEY }), FIXTURES);
  return estate;
}

/** Commits another content of one file of the snapshot, with the message of the true one. */
async function replaceFile(estate: TemporaryEstate, path: string, text: string | undefined): Promise<void> {
  const tree = startTreeImport(estate.context.gitDir, REF);
  if (text === undefined) await tree.remove(path);
  else await tree.file(path, Buffer.from(text));
  const finished = await tree.finish();
  const message = await estate.git("log", "-1", "--format=%B", REF);
  const parents = [await estate.git("rev-parse", REF)];
  const commit = await commitTree(estate.context, {
    tree: finished.tree,
    parents,
    message,
    at: "2026-11-23T03:00:00Z",
  });
  await estate.git("update-ref", REF, commit);
}

const isUnsound = (error: LockstepError): boolean => error.code === "store-unsound";

test("a snapshot whose manifest or facts do not fit is unsound, not empty", async () => {
  const { digest } = { digest: `sha256:${"0".repeat(64)}` };
  const header = { schema: "lockstep/manifest@1", product: "mirth-connect", dialect: FIXTURE_DIALECT };
  const broken: readonly (readonly [path: string, text: string])[] = [
    ["manifest.jsonl", ""],
    ["manifest.jsonl", "{"],
    ["manifest.jsonl", `${JSON.stringify({ ...header, digest })}\n`],
    ["provenance/facts.json", "{}"],
    ["provenance/facts.json", '{"schema":"lockstep/facts@1","engineId":"tie"}'],
  ];
  for (const [path, text] of broken) {
    await using estate = await estateWithSnapshot();
    await replaceFile(estate, path, text);
    await assert.rejects(estate.store.openSnapshot("tie", "tie-a"), isUnsound, `${path}: ${text}`);
  }
});

test("an artefact that the manifest names but the tree lacks is unsound, not an empty artefact", async () => {
  await using estate = await estateWithSnapshot();
  const { path } = FIXTURES[0]?.entry ?? { path: "" };
  await replaceFile(estate, path, undefined);
  const stored = await estate.store.openSnapshot("tie", "tie-a");
  await assert.rejects(async () => stored?.load([path]), isUnsound);
  await assert.rejects(async () => stored?.load(["../../etc"]), isUnsound);
});

test("a commit without a snapshot is not one, and neither is a tree or a file", async () => {
  await using estate = await estateWithSnapshot();
  for (const name of ["main", "ledger", `${REF}^{tree}`, `${REF}:manifest.jsonl`]) {
    const id = await estate.git("rev-parse", name);
    await assert.rejects(
      estate.store.openSnapshotCommit(id),
      (error: LockstepError) => error.code === "selector-unknown",
    );
  }
});

test("what a dead writer left goes after a day, and what a live one holds stays", async () => {
  await using estate = await estateWithSnapshot();
  const { gitDir } = estate.context;
  const head = await estate.git("rev-parse", REF);
  const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
  await estate.git("update-ref", "refs/lockstep/tmp/dead", head);
  await estate.git("update-ref", "refs/lockstep/tmp/live", head);
  const [dead, pack, lock] = [
    join(gitDir, "refs/lockstep/tmp/dead"),
    join(gitDir, "objects/pack/tmp_pack_Ab12"),
    join(gitDir, "lockstep-maintenance.lock"),
  ];
  for (const file of [pack, lock]) await writeFile(file, "left");
  for (const file of [dead, pack, lock]) await utimes(file, twoDaysAgo, twoDaysAgo);
  await estate.store.maintain();
  assert.equal(await estate.git("for-each-ref", "--format=%(refname)", "refs/lockstep"), "refs/lockstep/tmp/live");
  const left = [...(await readdir(join(gitDir, "objects/pack"))), ...(await readdir(gitDir))];
  assert.deepEqual(
    left.filter((name) => name.startsWith("tmp_") || name.endsWith(".lock")),
    [],
  );
});

test("joins small packs, and every snapshot still opens", async () => {
  await using estate = await estateWithSnapshot();
  const about = {
    engineId: "tie",
    nodeId: "tie-a",
    nodeIds: ["tie-a"],
    dialect: FIXTURE_DIALECT,
    maskKeyId: FIXTURE_MASK_KEY,
  };
  for (let run = 0; run < 65; run++) {
    const tree = startTreeImport(estate.context.gitDir, undefined);
    await tree.file("x", Buffer.from(String(run)));
    await tree.finish();
  }
  await writeAll(await estate.store.beginSnapshot(about), [channelFixture(1, "later")]);
  const packs = (await readdir(join(estate.context.gitDir, "objects/pack"))).filter((name) => name.endsWith(".pack"));
  assert.ok(packs.length < 20, `${packs.length} packs`);
  assert.equal((await estate.store.openSnapshot("tie", "tie-a", { back: 1 }))?.snapshot.entries.length, 2);
  assert.equal(await estate.git("fsck", "--strict", "--no-dangling"), "");
});
