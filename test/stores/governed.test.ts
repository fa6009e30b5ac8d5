import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import type { LockstepError } from "#services/core/errors";
import { createEstateStore } from "#services/stores/git/create-estate-store";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { gitFailed } from "#services/stores/git/run-git";
import { createWorkingClone, pushWorkingClone, updateWorkingClone } from "#services/stores/git/working-clone";
import { createTemporaryEstate } from "#test/fakes/temporary-estate";

async function gitIn(folder: string, ...args: readonly string[]): Promise<string> {
  const identity = ["-c", "user.name=Ada Example", "-c", "user.email=ada@hospital.test"];
  return (await promisify(execFile)("git", ["-C", folder, ...identity, ...args])).stdout.trimEnd();
}

test("only what is committed on main is in force, and older commits still say what was", async () => {
  await using estate = await createTemporaryEstate();
  const before = await estate.store.governed();
  assert.deepEqual([...before.files.keys()], ["estate.yaml", "policy/allowed_signers", "policy/interfaces.yaml"]);
  const [first, second] = [join(estate.folder, "clone"), join(estate.folder, "second")];
  await createWorkingClone(estate.context.gitDir, first);
  await createWorkingClone(estate.context.gitDir, second);
  await writeFile(join(first, "estate.yaml"), "estate: renamed\n");
  assert.deepEqual(await estate.store.governed(), before);
  await gitIn(first, "commit", "-qam", "Rename the estate");
  await pushWorkingClone(first);
  const after = await estate.store.governed();
  assert.equal(after.files.get("estate.yaml"), "estate: renamed\n");
  assert.deepEqual(await estate.store.governedAt(before.commit), before);
  await updateWorkingClone(second);
  assert.equal(await readFile(join(second, "estate.yaml"), "utf8"), "estate: renamed\n");
  assert.doesNotMatch(await gitIn(second, "branch", "-a"), /ledger|observed/);
});

test("a clone cannot push over the ledger, the snapshots, or the past of main", async () => {
  await using estate = await createTemporaryEstate();
  const clone = join(estate.folder, "clone");
  await createWorkingClone(estate.context.gitDir, clone);
  await gitIn(clone, "commit", "-q", "--allow-empty", "-m", "x");
  for (const ref of ["refs/heads/ledger", "refs/heads/observed/tie/tie-a", "refs/lockstep/tmp/x"]) {
    await assert.rejects(gitIn(clone, "push", "-q", "origin", `+HEAD:${ref}`), ref);
  }
  await gitIn(clone, "commit", "-q", "--amend", "--allow-empty", "--reset-author", "-m", "another past");
  await pushWorkingClone(clone);
  await gitIn(clone, "commit", "-q", "--amend", "--allow-empty", "-m", "yet another past");
  await assert.rejects(gitIn(clone, "push", "-q", "--force", "origin", "HEAD:main"));
  await assert.rejects(pushWorkingClone(clone), (error: LockstepError) => error.code === "store-unsound");
});

test("a policy file that is a link is refused, not passed over", async () => {
  await using estate = await createTemporaryEstate();
  const clone = join(estate.folder, "clone");
  await createWorkingClone(estate.context.gitDir, clone);
  await symlink("../elsewhere.yaml", join(clone, "policy", "waivers.yaml"));
  await gitIn(clone, "add", ".");
  await gitIn(clone, "commit", "-qm", "Link the waivers");
  await pushWorkingClone(clone);
  await assert.rejects(
    estate.store.governed(),
    (error: LockstepError) => error.code === "estate-invalid" && /policy\/waivers\.yaml.*is a link/.test(error.message),
  );
});

test("a full disk is told as such, and nobody is sent to restore the store", () => {
  for (const stderr of [
    "fatal: Out of diskspace",
    "error: unable to write file: No space left on device",
    "fatal: sha1 file write error: Disk quota exceeded",
  ]) {
    assert.equal(gitFailed(["fast-import"], { code: 128, stderr }).code, "system-refused", stderr);
  }
  assert.equal(gitFailed(["log"], { code: 128, stderr: "fatal: bad object" }).code, "store-unsound");
});

test("says that there is no estate rather than an empty one", async () => {
  await using estate = await createTemporaryEstate();
  const nowhere = { ...estate.context, gitDir: join(estate.folder, "nowhere.git") };
  const store = openEstateRepository(nowhere, estate.ledger);
  await assert.rejects(store.governed(), (error: LockstepError) => error.code === "estate-not-found");
  await assert.rejects(
    estate.store.governedAt("0".repeat(40)),
    (error: LockstepError) => error.code === "selector-unknown",
  );
});

test("is not made twice over the same folder, and is finished when its making was killed half way", async () => {
  await using estate = await createTemporaryEstate();
  const foundation = { files: new Map([["estate.yaml", "estate: other\n"]]), actor: "Ada" };
  await assert.rejects(
    createEstateStore(estate.context, estate.ledger, foundation),
    (error: LockstepError) => error.code === "usage",
  );
  await estate.git("update-ref", "-d", "refs/heads/ledger");
  await assert.rejects(
    createEstateStore(estate.context, estate.ledger, foundation),
    (error: LockstepError) => error.code === "ledger-rolled-back",
    "a ledger that this machine has seen is not begun anew",
  );
  await rm(estate.context.ledgerMarkFolder ?? "", { recursive: true });
  const { commit } = await createEstateStore(estate.context, estate.ledger, foundation);
  assert.equal(commit, await estate.git("rev-parse", "main"));
  assert.equal((await estate.store.governed()).files.get("estate.yaml"), "estate: example\n");
  assert.deepEqual((await estate.ledger.verify()).sound, true);
});
