import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { LockstepError } from "#services/core/errors";
import { assertSafePath } from "../git/assert-safe-path.js";

/**
 * Writes files into a folder that is not there yet, or holds nothing: nothing that somebody filled in is ever written over. Only
 * its owner can read them.
 *
 * @throws LockstepError `usage` where the folder holds something, `store-unsound` for a path that leads out of it
 */
export async function writeNewFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const path of files.keys()) assertSafePath(path);
  await assertEmpty(folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [path, bytes] of files) {
    const file = join(folder, ...path.split("/"));
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    // Never through a link or over a file that came meanwhile.
    await writeFile(file, bytes, { mode: 0o600, flag: "wx" });
  }
}

/** @throws LockstepError `usage` where a folder holds something, or is none */
export async function assertEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new LockstepError("usage", `${folder} cannot be written into: it is no folder, or may not be read.`, {
      cause: error,
    });
  });
  if (names.length === 0) return;
  throw new LockstepError("usage", `${folder} is not empty: give a folder of its own with --out.`);
}
