/** One import between two files of ours, as paths from the root of the project. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** The name under which a circle of folders is reported. */
export const FOLDER_RULE = "folder";

/** Rooms that are cut into folders: jobs by what is done, reports by what is drawn. */
const ROOM_OF_FOLDERS = /^services\/(?:jobs|reports)\//;

/**
 * Imports that close a circle between two folders of one room.
 *
 * Folders of a room are floors: whoever reads one has to know those below it and none above. A file that stands in the
 * room itself, beside its folders, counts as a folder of its own, so nothing is hidden by being put nowhere.
 */
export function findFolderCircles(imports: readonly Import[]): readonly Import[] {
  const between = imports.filter(({ from, to }) => isWithinRoom(from, to) && folderOf(from) !== folderOf(to));
  const below = new Map<string, Set<string>>();
  for (const { from, to } of between) {
    const known = below.get(folderOf(from)) ?? new Set();
    below.set(folderOf(from), known.add(folderOf(to)));
  }
  return between.filter(({ from, to }) => reaches(below, folderOf(to), folderOf(from)));
}

function isWithinRoom(from: string, to: string): boolean {
  const room = ROOM_OF_FOLDERS.exec(from)?.[0];
  return room !== undefined && to.startsWith(room);
}

/** `services/jobs/evidence/verify/x.ts` lies in `services/jobs/evidence`. */
function folderOf(path: string): string {
  return path.split("/").slice(0, 3).join("/");
}

function reaches(below: ReadonlyMap<string, ReadonlySet<string>>, start: string, goal: string): boolean {
  const seen = new Set([start]);
  for (const folder of seen) {
    if (folder === goal) return true;
    for (const next of below.get(folder) ?? []) seen.add(next);
  }
  return false;
}
