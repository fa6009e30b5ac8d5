import { checkObjectId } from "#services/stores/git/refs";
import { revList } from "#services/stores/git/rev-list";

/** Finds a branch and a path at which each of some objects stands, or ever stood, as `branch: path`. @throws LockstepError `store-unsound` */
export async function findPlaces(
  gitDir: string,
  ids: ReadonlySet<string>,
  branches: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const places = new Map<string, string>();
  for (const [branch, commit] of Object.entries(branches)) {
    for await (const line of revList(gitDir, ["--objects", checkObjectId(commit)])) {
      const [id = "", ...path] = line.split(" ");
      if (path.length > 0 && ids.has(id) && !places.has(id)) places.set(id, `${branch}: ${path.join(" ")}`);
    }
  }
  return places;
}
