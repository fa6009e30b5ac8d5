import { constants } from "node:fs";
import { lstat, open, readdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { LockstepError } from "#services/core/errors";
import type { FileFolder, IsEntered, ListedFile, Listing, RefusedEntry } from "./file-folder.js";
import type { FileLimits } from "./file-limits.js";
import { isSafePath } from "./is-safe-path.js";

/** Opens a folder of this machine. Links below it are never followed; the folder itself may be named through one. */
export async function openLocalFolder(path: string, limits: FileLimits): Promise<FileFolder> {
  const root = await realpath(path);
  return {
    isFixed: false,
    list: (isEntered) => listFolder(root, isEntered, limits),
    read: (file) => readFile(join(root, file.path), limits.maxFileBytes),
    close: async () => undefined,
  };
}

async function listFolder(root: string, isEntered: IsEntered, limits: FileLimits): Promise<Listing> {
  const files: ListedFile[] = [];
  const refused: RefusedEntry[] = [];
  const waiting = [""];
  let entries = 0;
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    for (const name of await namesIn(root, folder, refused)) {
      const path = folder === "" ? name : `${folder}/${name}`;
      entries += 1;
      if (entries > limits.maxEntries) throw tooMany(limits.maxEntries);
      if (!isSafePath(path)) {
        refused.push({ path: folder, reason: "unsafe-name" });
        continue;
      }
      const found = await lstat(join(root, path)).catch(vanished);
      if (found === undefined) continue;
      if (found.isSymbolicLink()) refused.push({ path, reason: "link" });
      else if (found.isFile()) files.push({ path, bytes: found.size, state: String(found.mtimeMs) });
      else if (!found.isDirectory()) refused.push({ path, reason: "special" });
      else if (isEntered(path)) waiting.push(path);
    }
  }
  return { files, refused };
}

/** Below the source's own folder, what may not be read is told and the rest is read; the source itself must be readable. */
async function namesIn(root: string, folder: string, refused: RefusedEntry[]): Promise<readonly string[]> {
  try {
    return (await readdir(join(root, folder))).sort();
  } catch (error) {
    if (folder === "") throw error;
    refused.push({ path: folder, reason: "unreadable" });
    return [];
  }
}

/** What goes between two looks shows in the second listing. */
function vanished(error: unknown): undefined {
  if (error instanceof Error && Reflect.get(error, "code") === "ENOENT") return undefined;
  throw error;
}

function tooMany(limit: number): LockstepError {
  return new LockstepError(
    "answer-too-large",
    `The folder holds more than ${limit} entries: name the folder that is meant.`,
  );
}

/** The file itself and no other: not through a link, not from a device, not more than is allowed. */
export async function readFile(path: string, maxBytes: number): Promise<Uint8Array> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const { size } = await handle.stat();
    if (!(await handle.stat()).isFile() || (await realpath(path)) !== path) {
      throw new LockstepError("answer-unexpected", "it became a link, or no file, while it was read.");
    }
    if (size > maxBytes)
      throw new LockstepError("answer-too-large", `it has ${size} bytes; at most ${maxBytes} are read.`);
    const buffer = Buffer.alloc(size + 1);
    let read = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, read, buffer.length - read, read);
      if (bytesRead === 0 || read + bytesRead === buffer.length) return buffer.subarray(0, read + bytesRead);
      read += bytesRead;
    }
  } finally {
    await handle.close();
  }
}
