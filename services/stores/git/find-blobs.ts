import { LockstepError } from "#services/core/errors";
import { findPathFault } from "./assert-safe-path.js";
import { findReviewBlobs, type LeakedPlace } from "./find-review-blobs.js";
import { listRefs, listVersions } from "./list-versions.js";
import { readObjects } from "./read-objects.js";
import { baselineFolder, DRIFT_REFS, LEDGER_REF, MAIN_REF, observedRef } from "./refs.js";
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
 * Proposals that speak of it go too, with their reports.
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
  const leaked = "blob" in target ? await findPlaces(gitDir, target.blob) : [target];
  const all = [...new Set([...blobs, ...(await findReviewBlobs(gitDir, leaked))])];
  await assertNotInLedger(gitDir, new Set(all));
  return { blobs: all, shared };
}

/** Where a file ever stood, as a place of its engine. */
async function findPlaces(gitDir: string, blob: string): Promise<readonly LeakedPlace[]> {
  const places: LeakedPlace[] = [];
  for (const ref of await listRefs(gitDir, ["refs/heads/"])) {
    if (ref === LEDGER_REF) continue;
    const node = /^refs\/heads\/observed\/([^/]+)\//.exec(ref)?.[1];
    for (const { id, path } of await listVersions(gitDir, ref, [])) {
      const [, engine, rest] = /^baselines\/([^/]+)\/(.+)$/.exec(path) ?? [];
      if (id !== blob) continue;
      if (node !== undefined) places.push({ engineId: node, path });
      else if (engine !== undefined && rest !== undefined) places.push({ engineId: engine, path: rest });
    }
  }
  return places;
}

async function findVersions(gitDir: string, engineId: string, path: string): Promise<FoundBlobs> {
  const fault = findPathFault(path);
  if (fault !== undefined) throw new LockstepError("usage", `--path names no place below a snapshot: ${fault}`);
  const prefix = observedRef(engineId, "x").slice(0, -1);
  const observed = (await listRefs(gitDir, [prefix])).map((ref) => ({ ref, path }));
  const approved = [MAIN_REF, ...(await listRefs(gitDir, [DRIFT_REFS]))];
  const places = [...observed, ...approved.map((ref) => ({ ref, path: `${baselineFolder(engineId)}/${path}` }))];
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
