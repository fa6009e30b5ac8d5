import { realpath, stat } from "node:fs/promises";
import { basename } from "node:path";
import { LockstepError } from "#services/core/errors";
import { readZip } from "#services/formats/zip/read-zip";
import type { FileFolder, ListedFile } from "./file-folder.js";
import type { FileLimits } from "./file-limits.js";
import { openLocalFolder, readFile } from "./open-local-folder.js";
import { readTar } from "./read-tar.js";

/** Opens what a path names: a folder, an archive, or one file. */
export async function openLocalPath(path: string, limits: FileLimits): Promise<FileFolder> {
  const found = await stat(path);
  if (found.isDirectory()) return openLocalFolder(path, limits);
  if (!found.isFile()) throw new LockstepError("answer-unexpected", `${path} is neither a folder nor a file.`);
  const real = await realpath(path);
  const name = basename(path).toLowerCase();
  if (name.endsWith(".zip")) {
    const bytes = await readFile(real, limits.maxArchiveBytes);
    return openFiles(readZip(bytes, path, zipLimits(limits)), path);
  }
  if (/\.(?:tar|tar\.gz|tgz)$/.test(name)) {
    return openFiles(await readTar(await readFile(real, limits.maxArchiveBytes), path, limits), path);
  }
  return openFile(real, limits);
}

function zipLimits({ maxEntries, maxFileBytes, maxArchiveBytes }: FileLimits): Parameters<typeof readZip>[2] {
  return { maxEntries, maxEntryBytes: maxFileBytes, maxTotalBytes: maxArchiveBytes, maxRatio: 200 };
}

/** Files that are in memory already. */
export function openFiles(
  entries: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  origin: string,
): FileFolder {
  const byPath = new Map(entries.map(({ name, bytes }) => [name, bytes]));
  const files = [...byPath].map(([path, { byteLength }]): ListedFile => ({ path, bytes: byteLength, state: "" }));
  return {
    isFixed: true,
    list: async () => ({ files, refused: [] }),
    read: async ({ path }) => {
      const bytes = byPath.get(path);
      if (bytes === undefined) throw new LockstepError("bug", `${origin} was asked for a file that it does not hold`);
      return bytes;
    },
    close: async () => byPath.clear(),
  };
}

function openFile(path: string, limits: FileLimits): FileFolder {
  return {
    isFixed: false,
    list: async () => {
      const { size, mtimeMs } = await stat(path);
      return { files: [{ path: basename(path), bytes: size, state: String(mtimeMs) }], refused: [] };
    },
    read: () => readFile(path, limits.maxFileBytes),
    close: async () => undefined,
  };
}
