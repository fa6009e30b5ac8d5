import type { ArtefactVersion } from "#services/ports/estate-repository";
import { listArtefactHistory } from "./artefact-history.js";
import { assertSafePath } from "./assert-safe-path.js";
import { type CommitNote, streamCommits } from "./commit-history.js";
import { findInManifests } from "./find-in-manifests.js";
import { observedRef } from "./refs.js";
import { findCommit } from "./resolve-commit.js";
import { parseTrailers, readListedChanges } from "./snapshot-message.js";

/**
 * Finds the newest version of each of many artefacts on a node, by path; one that the node never held is left out.
 *
 * One artefact is asked of the commit graph's changed-path filters. Several are looked for together, in one walk over the
 * messages that ends with the last one found: git drops the filters where it is given more than one path, and reading
 * 20,000 messages costs what one or two filtered questions do.
 *
 * @throws LockstepError `selector-unknown`, `store-unsound`
 */
export async function findNewestVersions(
  gitDir: string,
  engineId: string,
  nodeId: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, ArtefactVersion>> {
  const [first, ...others] = new Set(paths);
  if (first === undefined) return new Map();
  if (others.length === 0) {
    const [newest] = await listArtefactHistory(gitDir, engineId, nodeId, first, { limit: 1 });
    return new Map(newest === undefined ? [] : [[first, newest]]);
  }
  for (const path of paths) assertSafePath(path);
  const head = await findCommit(gitDir, observedRef(engineId, nodeId));
  return head === undefined ? new Map() : await walk(gitDir, head, new Set(paths));
}

async function walk(gitDir: string, head: string, wanted: Set<string>): Promise<ReadonlyMap<string, ArtefactVersion>> {
  const found = new Map<string, ArtefactVersion>();
  for await (const note of streamCommits(gitDir, ["--first-parent", head, "--"])) {
    const { commit, message } = note;
    const takenAt = parseTrailers(message).takenAt ?? "";
    for (const [path, digest] of await changesIn(gitDir, note, wanted)) {
      if (wanted.delete(path)) found.set(path, { commit, takenAt, digest });
    }
    if (wanted.size === 0) break;
  }
  return found;
}

/** What a snapshot changed: as its message lists it, or, where that was too long to list, by its manifest and the one before. */
async function changesIn(
  gitDir: string,
  { commit, parents, message }: CommitNote,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string | null>> {
  const listed = readListedChanges(message);
  if (listed !== undefined) return listed;
  const [parent] = parents;
  const manifests = await findInManifests(gitDir, parent === undefined ? [commit] : [commit, parent], [...wanted]);
  const digestIn = (id: string | undefined, path: string): string | null => manifests.get(id ?? "")?.get(path) ?? null;
  const changed = [...wanted].filter((path) => digestIn(commit, path) !== digestIn(parent, path));
  return new Map(changed.map((path) => [path, digestIn(commit, path)]));
}
