import type { ArtefactFile } from "#schemas/artefact";
import { LockstepError } from "#services/core/errors";
import { compareText } from "#services/core/text/compare-text";
import { assertSafePath } from "./assert-safe-path.js";
import { listTree, type TreeItem } from "./list-tree.js";
import { streamObjects } from "./read-objects.js";

/**
 * Reads the files of some artefacts below a tree in one go, by artefact path.
 *
 * @throws LockstepError `store-unsound` where an artefact or one of its files is missing
 */
export async function loadArtefacts(
  gitDir: string,
  tree: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, readonly ArtefactFile[]>> {
  if (paths.length === 0) return new Map();
  paths.forEach(assertSafePath);
  const items = await listTree(gitDir, tree, "files", paths.length > MANY ? [] : paths);
  const wanted = new Map<string, ArtefactFile[]>(paths.map((path) => [path, []]));
  const files = items.flatMap((item) => {
    const owner = findOwner(item.path, wanted);
    return owner === undefined ? [] : [{ item, owner }];
  });
  let index = 0;
  for await (const object of streamObjects(
    gitDir,
    files.map(({ item }) => item.id),
  )) {
    const file = files[index++];
    if (file === undefined || object?.type !== "blob") throw new LockstepError("store-unsound", "a file is missing");
    wanted.get(file.owner)?.push({ path: file.item.path.slice(file.owner.length + 1), bytes: object.bytes });
  }
  for (const [path, found] of wanted) {
    if (found.length === 0) throw new LockstepError("store-unsound", `the artefact ${path} has no files`);
    found.sort((a, b) => compareText(a.path, b.path));
  }
  return wanted;
}

/** So many paths on a command line that listing the whole tree costs less, and no limit of the machine is met. */
const MANY = 100;

function findOwner(path: string, wanted: ReadonlyMap<string, unknown>): string | undefined {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const folder = path.slice(0, end);
    if (wanted.has(folder)) return folder;
  }
  return undefined;
}

/** The blob ids of a tree's files, by artefact path and then by file. */
export function groupByArtefact(
  items: readonly TreeItem[],
  paths: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const groups = new Map<string, Map<string, string>>();
  for (const { path, id } of items) {
    const owner = findOwner(path, paths);
    if (owner === undefined) continue;
    const group = groups.get(owner) ?? new Map<string, string>();
    groups.set(owner, group.set(path.slice(owner.length + 1), id));
  }
  return groups;
}
