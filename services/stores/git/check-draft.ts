import type { Snapshot } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";

/**
 * Holds a snapshot against what was written for it, so that no commit says more or less than its files.
 *
 * @throws LockstepError `bug`
 */
export function checkDraft(
  snapshot: Snapshot,
  about: { readonly engineId: string; readonly nodeId: string; readonly dialect: string },
  written: ReadonlySet<string>,
): void {
  const fault = findFault(snapshot, about, written);
  if (fault !== undefined) throw new LockstepError("bug", `a snapshot was not committed: ${fault}`);
}

function findFault(
  snapshot: Snapshot,
  about: { readonly engineId: string; readonly nodeId: string; readonly dialect: string },
  written: ReadonlySet<string>,
): string | undefined {
  const paths = new Set(snapshot.entries.map(({ path }) => path));
  if (snapshot.engineId !== about.engineId || snapshot.nodeId !== about.nodeId) return "it is of another node";
  if (snapshot.dialect !== about.dialect) return "it was made by another dialect";
  if (Number.isNaN(Date.parse(snapshot.takenAt)) || /\s/.test(snapshot.takenAt)) return "its time is no time";
  if (!/^sha256:[0-9a-f]{64}$/.test(snapshot.digest)) return "its digest is no digest";
  if (paths.size !== snapshot.entries.length) return "two artefacts share a folder";
  if ([...paths].some((path) => hasParentIn(path, paths))) return "an artefact lies inside another";
  if (snapshot.entries.some(({ digest }) => !/^sha256:[0-9a-f]{64}$/.test(digest))) return "an artefact has no digest";
  const unwritten = [...paths].find((path) => !written.has(path));
  if (unwritten !== undefined) return `${unwritten} was neither put nor kept`;
  const unlisted = [...written].find((path) => !paths.has(path));
  if (unlisted !== undefined) return `${unlisted} was written but is not among its artefacts`;
  return undefined;
}

function hasParentIn(path: string, paths: ReadonlySet<string>): boolean {
  const end = path.lastIndexOf("/");
  if (end < 0) return false;
  const parent = path.slice(0, end);
  return paths.has(parent) || hasParentIn(parent, paths);
}
