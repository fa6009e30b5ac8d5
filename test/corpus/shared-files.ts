import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { projectRoot } from "#test/project-root";

const SHARED = join(projectRoot, "../shared");

/** Why tests over third-party exports are skipped, or `false` where those stand beside the repository. */
export const sharedIsAbsent: string | false =
  existsSync(join(SHARED, "corpus/mirth")) && existsSync(join(SHARED, "recordings/mirth"))
    ? false
    : "../shared is absent: third-party exports are not part of this repository";

export interface SharedFile {
  /** Relative to the shared folder. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Reads one file below the shared folder. */
export function readShared(path: string): SharedFile {
  return { path, bytes: readFileSync(join(SHARED, path)) };
}

/** Every XML file below a folder of the shared folder, in a fixed order. */
export function* sharedXmlFiles(folder: string): Generator<SharedFile> {
  for (const path of filesBelow(join(SHARED, folder))) {
    if (path.endsWith(".xml")) yield { path: relative(SHARED, path), bytes: readFileSync(path) };
  }
}

function* filesBelow(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}
