import { LockstepError } from "#services/core/errors";
import { findPathFault } from "./assert-safe-path.js";
import { TOMBSTONE_ID } from "./purged-content.js";
import { readObjects } from "./read-objects.js";
import { baselineFolder, LEDGER_REF, MAIN_REF, observedRef } from "./refs.js";
import { runGit, runGitLine } from "./run-git.js";

/** What to purge: one blob by its id, or every version of a file or folder that ever stood at a path of an engine. */
export type PurgeTarget = { readonly blob: string } | { readonly engineId: string; readonly path: string };

/** What a purge takes out, and what stands below the path but also elsewhere and is left. */
export interface FoundBlobs {
  readonly blobs: readonly string[];
  readonly shared: readonly string[];
}

/**
 * Finds the blobs that a purge is to take out. A named file goes wherever its content stands. Of a folder goes what stands
 * in it alone: a script that every channel begins with is no leak, and without it none of them could be judged any more.
 *
 * @throws LockstepError `selector-unknown` where there are none, `usage` where one is Lockstep's own record
 */
export async function findBlobs(gitDir: string, target: PurgeTarget): Promise<FoundBlobs> {
  const { blobs, shared } =
    "blob" in target ? { blobs: [target.blob], shared: [] } : await findVersions(gitDir, target.engineId, target.path);
  if (blobs.length === 0 && shared.length > 0) {
    throw new LockstepError(
      "usage",
      `all that stood below ${"path" in target ? target.path : ""} also stands elsewhere: purge by its file, or by --blob (${shared.join(", ")})`,
    );
  }
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
  return { blobs, shared };
}

async function findVersions(gitDir: string, engineId: string, path: string): Promise<FoundBlobs> {
  const fault = findPathFault(path);
  if (fault !== undefined) throw new LockstepError("usage", `--path names no place below a snapshot: ${fault}`);
  const prefix = observedRef(engineId, "x").slice(0, -1);
  const observed = (await listRefs(gitDir, [prefix])).map((ref) => ({ ref, path }));
  const places = [...observed, { ref: MAIN_REF, path: `${baselineFolder(engineId)}/${path}` }];
  const here = (await Promise.all(places.map((place) => listVersions(gitDir, place.ref, [place.path])))).flat();
  const blobs = new Set(here.map(({ id }) => id));
  const isFile = here.every((version) => places.some((place) => place.path === version.path));
  if (isFile || blobs.size === 0) return { blobs: [...blobs], shared: [] };
  const shared = await findElsewhere(gitDir, blobs, places);
  return { blobs: [...blobs].filter((id) => !shared.has(id)), shared: [...shared] };
}

interface Place {
  readonly ref: string;
  readonly path: string;
}

/** Which of the blobs ever stood outside these folders. */
async function findElsewhere(
  gitDir: string,
  blobs: ReadonlySet<string>,
  places: readonly Place[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const ref of await listRefs(gitDir, ["refs/heads/", "refs/tags/"])) {
    if (ref === LEDGER_REF) continue;
    const folders = places.filter((place) => place.ref === ref).map((place) => place.path);
    for (const { id, path } of await listVersions(gitDir, ref, [])) {
      if (blobs.has(id) && !folders.some((folder) => path.startsWith(`${folder}/`))) found.add(id);
    }
  }
  return found;
}

async function listRefs(gitDir: string, prefixes: readonly string[]): Promise<readonly string[]> {
  const refs = await runGitLine(gitDir, ["for-each-ref", "--format=%(refname)", ...prefixes]);
  return refs.split("\n").filter((ref) => ref !== "");
}

/** Every content that ever stood at some paths of a branch, with where it stood. */
async function listVersions(
  gitDir: string,
  ref: string,
  paths: readonly string[],
): Promise<readonly { readonly id: string; readonly path: string }[]> {
  const args = ["log", "--raw", "-z", "-m", "--root", "--no-renames", "--full-history", "--no-abbrev", "--format="];
  const output = await runGit(gitDir, [...args, ref, "--", ...paths], { maxBytes: 1024 ** 3 });
  const changes = output.toString("utf8").matchAll(/:\d{6} \d{6} ([0-9a-f]{40}) ([0-9a-f]{40}) [A-Z]\0([^\0]*)\0/g);
  return [...changes]
    .flatMap(([, from = "", to = "", path = ""]) => [from, to].map((id) => ({ id, path })))
    .filter(({ id }) => !/^0+$/.test(id) && id !== TOMBSTONE_ID);
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
