import { LockstepError } from "#services/core/errors";
import { assertSafePath } from "./assert-safe-path.js";
import { TOMBSTONE_ID } from "./purged-content.js";
import { readObjects } from "./read-objects.js";
import { baselineFolder, LEDGER_REF, MAIN_REF, observedRef } from "./refs.js";
import { runGit, runGitLine } from "./run-git.js";

/** What to purge: one blob by its id, or every version of a file or folder that ever stood at a path of an engine. */
export type PurgeTarget = { readonly blob: string } | { readonly engineId: string; readonly path: string };

/**
 * Finds the blobs that a purge is to take out.
 *
 * @throws LockstepError `selector-unknown` where there are none, `usage` where one is Lockstep's own record
 */
export async function findBlobs(gitDir: string, target: PurgeTarget): Promise<readonly string[]> {
  const blobs = "blob" in target ? [target.blob] : await listVersions(gitDir, target.engineId, target.path);
  if (blobs.length === 0 || !blobs.every((blob) => /^[0-9a-f]{40}$/.test(blob))) {
    throw new LockstepError(
      "selector-unknown",
      "nothing to purge: give the 40 hex digits of a blob, or a path that was stored",
    );
  }
  const objects = await readObjects(gitDir, blobs);
  for (const [index, blob] of blobs.entries()) {
    const object = objects[index];
    if (object?.type !== "blob") throw new LockstepError("selector-unknown", `the repository holds no file ${blob}`);
    if (isOwnRecord(object.bytes))
      throw new LockstepError("usage", `${blob} is a manifest or facts file: it cannot be purged`);
  }
  await assertNotInLedger(gitDir, new Set(blobs));
  return blobs;
}

async function listVersions(gitDir: string, engineId: string, path: string): Promise<readonly string[]> {
  assertSafePath(path);
  const prefix = observedRef(engineId, "x").slice(0, -1);
  const observed = await runGitLine(gitDir, ["for-each-ref", "--format=%(refname)", prefix]);
  const nodes = observed.split("\n").filter((ref) => ref !== "");
  const found = await Promise.all([
    ...nodes.map((ref) => listVersionsOn(gitDir, ref, path)),
    listVersionsOn(gitDir, MAIN_REF, `${baselineFolder(engineId)}/${path}`),
  ]);
  return [...new Set(found.flat())];
}

async function listVersionsOn(gitDir: string, ref: string, path: string): Promise<readonly string[]> {
  const args = ["log", "--raw", "-z", "-m", "--root", "--no-renames", "--full-history", "--no-abbrev", "--format="];
  const output = await runGit(gitDir, [...args, ref, "--", path]);
  const ids = output.toString("utf8").matchAll(/:\d{6} \d{6} ([0-9a-f]{40}) ([0-9a-f]{40}) [A-Z]/g);
  return [...ids]
    .flatMap(([, from = "", to = ""]) => [from, to])
    .filter((id) => !/^0+$/.test(id) && id !== TOMBSTONE_ID);
}

function isOwnRecord(bytes: Buffer): boolean {
  return /^\{\s*"schema":\s*"lockstep\/(manifest|facts)@1"/.test(bytes.subarray(0, 100).toString("utf8"));
}

async function assertNotInLedger(gitDir: string, blobs: ReadonlySet<string>): Promise<void> {
  const ledger = await runGitLine(gitDir, ["for-each-ref", "--format=%(refname)", LEDGER_REF]);
  if (ledger === "") return;
  const objects = await runGit(gitDir, ["rev-list", "--objects", "--no-object-names", LEDGER_REF]);
  const held = objects
    .toString("latin1")
    .split("\n")
    .find((id) => blobs.has(id));
  if (held === undefined) return;
  throw new LockstepError("usage", `${held} is part of the ledger, whose chain would break: it cannot be purged`);
}
