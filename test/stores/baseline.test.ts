import assert from "node:assert/strict";
import { test } from "node:test";
import type { LockstepError } from "#services/core/errors";
import { adoptBaseline } from "#services/stores/git/adopt-baseline";
import { commitTree } from "#services/stores/git/commit-tree";
import { startTreeImport } from "#services/stores/git/tree-import";
import {
  channelFixture,
  FIXTURE_DIALECT,
  FIXTURE_MASK_KEY,
  type StoredFixture,
  writeAll,
} from "#test/fakes/artefact-fixtures";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const FIRST = [channelFixture(1, "one"), channelFixture(2, "two")];

async function take({ store }: TemporaryEstate, fixtures: readonly StoredFixture[]) {
  const about = { engineId: "tie", nodeId: "tie-a", nodeIds: ["tie-a"], dialect: FIXTURE_DIALECT };
  return await writeAll(await store.beginSnapshot({ ...about, maskKeyId: FIXTURE_MASK_KEY }), fixtures);
}

function adoptionOf(taken: { commit: string; digest: string }) {
  const { commit, digest } = taken;
  const at = "2026-11-23T09:00:00.000Z";
  return { engineId: "tie", commit, digest, approver: "Dr Grace Example", ticket: "CHG0042", at, reviewed: false };
}

test("lies on main exactly as the snapshot does, so that plain git diff shows drift", async () => {
  await using estate = await createTemporaryEstate();
  const taken = await take(estate, FIRST);
  const { commit, record } = await estate.store.adoptBaseline(adoptionOf(taken));
  const baseline = await estate.store.openBaseline("tie");
  assert.deepEqual(baseline?.approval, { record });
  assert.equal(baseline?.commit, commit);
  assert.equal(baseline?.snapshot.digest, taken.digest);
  assert.deepEqual(baseline?.snapshot.entries, (await estate.store.openSnapshot("tie", "tie-a"))?.snapshot.entries);
  assert.equal((await baseline?.load([FIRST[0]?.entry.path ?? ""]))?.size, 1);
  const drift = await estate.git("diff", "--name-only", "main:baselines/tie", "observed/tie/tie-a");
  assert.deepEqual(drift.split("\n"), ["provenance/facts.json", "provenance/items.jsonl"]);
  assert.match(
    await estate.git("log", "-1", "--format=%B", "main"),
    /^Approved-By: Dr Grace Example\nTicket: CHG0042$/m,
  );
  assert.equal(await estate.git("show", "main:estate.yaml"), "estate: example");
});

test("stays what it was while policy changes around it, and can be opened as of an older commit", async () => {
  await using estate = await createTemporaryEstate();
  const one = await estate.store.adoptBaseline(adoptionOf(await take(estate, FIRST)));
  await changeMain(estate, "policy/waivers.yaml", "waivers: []\n");
  assert.equal((await estate.store.openBaseline("tie"))?.commit, one.commit);
  const second = await take(estate, [channelFixture(1, "changed")]);
  await estate.store.adoptBaseline(adoptionOf(second));
  const before = await estate.store.openBaselineCommit("tie", one.commit);
  assert.equal(before?.snapshot.entries.length, 2);
  assert.equal((await estate.store.openBaseline("tie"))?.snapshot.digest, second.digest);
  assert.equal(await estate.store.openBaseline("lab"), undefined);
});

test("is as old as what was approved, whoever touches its folder on main afterwards", async () => {
  await using estate = await createTemporaryEstate();
  const taken = await take(estate, FIRST);
  await estate.store.adoptBaseline(adoptionOf(taken));
  const before = await estate.store.openBaseline("tie");
  const tree = await estate.git("rev-parse", "main^{tree}");
  await changeMain(estate, "baselines/tie/stray", "x");
  const forged = "tidy\n\nLockstep-Node: tie-z\nLockstep-Taken-At: 2031-01-01T00:00:00.000Z";
  const commit = await estate.git(
    "-c",
    "user.name=m",
    "-c",
    "user.email=m@x.test",
    "commit-tree",
    tree,
    "-p",
    "main",
    "-m",
    forged,
  );
  await estate.git("update-ref", "refs/heads/main", commit);
  const after = await estate.store.openBaseline("tie");
  assert.ok(after !== undefined && "record" in after.approval);
  assert.deepEqual(after.snapshot, before?.snapshot);
});

test("is refused when the digest is not the one that the approver saw", async () => {
  await using estate = await createTemporaryEstate();
  const taken = await take(estate, FIRST);
  const other = { ...adoptionOf(taken), digest: `sha256:${"0".repeat(64)}` };
  await assert.rejects(estate.store.adoptBaseline(other), (error: LockstepError) => error.code === "digest-mismatch");
  assert.equal(await estate.store.openBaseline("tie"), undefined);
});

test("is refused when the approver's name would forge a line of the commit", async () => {
  await using estate = await createTemporaryEstate();
  const taken = await take(estate, FIRST);
  for (const approver of ["", "Ada\nTicket: CHG1", "Ada\u202E", "x".repeat(201)]) {
    const adoption = { ...adoptionOf(taken), approver };
    await assert.rejects(estate.store.adoptBaseline(adoption), (error: LockstepError) => error.code === "usage");
  }
});

test("is unproven between its commit and its record, and proven once adoption is run again", async () => {
  await using estate = await createTemporaryEstate();
  const taken = await take(estate, FIRST);
  const killed = { ...estate.ledger, append: () => Promise.reject(new Error("killed here")) };
  await assert.rejects(adoptBaseline(estate.context, killed, adoptionOf(taken)), /killed here/);
  const half = await estate.store.openBaseline("tie");
  assert.ok(half !== undefined && "unproven" in half.approval);
  const { record } = await estate.store.adoptBaseline(adoptionOf(taken));
  assert.deepEqual((await estate.store.openBaseline("tie"))?.approval, { record });
  assert.equal(await estate.git("rev-list", "--count", "main"), "2");
});

test("is unproven when someone edited it on main without an approval", async () => {
  await using estate = await createTemporaryEstate();
  const taken = await take(estate, FIRST);
  await estate.store.adoptBaseline(adoptionOf(taken));
  await changeMain(estate, `baselines/tie/${FIRST[0]?.entry.path ?? ""}/text/script.js`, "return 'quietly changed';\n");
  const edited = await estate.store.openBaseline("tie");
  assert.ok(edited !== undefined && "unproven" in edited.approval);
  assert.match(edited.approval.unproven, /not the one that record \d+ approved/);
});

test("is unproven when it was set back to an older approved one", async () => {
  await using estate = await createTemporaryEstate();
  await estate.store.adoptBaseline(adoptionOf(await take(estate, FIRST)));
  const older = await estate.git("rev-parse", "main");
  await estate.store.adoptBaseline(adoptionOf(await take(estate, [channelFixture(1, "new")])));
  await estate.git("update-ref", "refs/heads/main", older);
  const back = await estate.store.openBaseline("tie");
  assert.ok(back !== undefined && "unproven" in back.approval);
});

test("is unproven when the newest commit of the ledger is not signed", async () => {
  await using estate = await createTemporaryEstate();
  await estate.store.adoptBaseline(adoptionOf(await take(estate, FIRST)));
  const args = [
    "-c",
    "user.name=x",
    "-c",
    "user.email=x@x.example",
    "commit-tree",
    "-p",
    "ledger",
    "-m",
    "x",
    "ledger^{tree}",
  ];
  await estate.git("update-ref", "refs/heads/ledger", await estate.git(...args));
  const baseline = await estate.store.openBaseline("tie");
  assert.ok(baseline !== undefined && "unproven" in baseline.approval);
  assert.match(baseline.approval.unproven, /is not signed/);
});

async function changeMain(estate: TemporaryEstate, path: string, text: string): Promise<void> {
  const tree = startTreeImport(estate.context.gitDir, "refs/heads/main");
  await tree.file(path, Buffer.from(text));
  const { tree: id } = await tree.finish();
  const parents = [await estate.git("rev-parse", "main")];
  const commit = await commitTree(estate.context, { tree: id, parents, message: "edit\n", at: "2026-11-23T10:00:00Z" });
  await estate.git("update-ref", "refs/heads/main", commit);
}
