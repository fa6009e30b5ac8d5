import type { FileEntryWithStats, SFTPWrapper } from "ssh2";
import { LockstepError } from "#services/core/errors";
import type { IsEntered, ListedFile, Listing, RefusedEntry } from "./file-folder.js";
import type { FileLimits } from "./file-limits.js";
import { isSafePath } from "./is-safe-path.js";

/** Lists everything below a folder of a file server. */
export async function listSftpFolder(
  sftp: SFTPWrapper,
  root: string,
  isEntered: IsEntered,
  limits: FileLimits,
): Promise<Listing> {
  const files: ListedFile[] = [];
  const refused: RefusedEntry[] = [];
  const waiting = [""];
  let entries = 0;
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    for (const { filename, attrs } of await entriesIn(sftp, root, folder, refused)) {
      const path = folder === "" ? filename : `${folder}/${filename}`;
      entries += 1;
      if (entries > limits.maxEntries) {
        throw new LockstepError("answer-too-large", `The folder holds more than ${limits.maxEntries} entries.`);
      }
      if (filename.includes("/") || !isSafePath(path)) refused.push({ path: folder, reason: "unsafe-name" });
      else if (attrs.isSymbolicLink()) refused.push({ path, reason: "link" });
      else if (attrs.isFile()) files.push({ path, bytes: attrs.size, state: String(attrs.mtime) });
      else if (!attrs.isDirectory()) refused.push({ path, reason: "special" });
      else if (isEntered(path)) waiting.push(path);
    }
  }
  return { files, refused };
}

async function entriesIn(
  sftp: SFTPWrapper,
  root: string,
  folder: string,
  refused: RefusedEntry[],
): Promise<readonly FileEntryWithStats[]> {
  try {
    const path = folder === "" ? root : `${root}/${folder}`;
    const found = await ask<FileEntryWithStats[]>((done) => sftp.readdir(path, done));
    const named = found.filter(({ filename }) => filename !== "." && filename !== "..");
    return named.sort((a, b) => (a.filename < b.filename ? -1 : 1));
  } catch (error) {
    if (folder === "" || error instanceof LockstepError) throw error;
    refused.push({ path: folder, reason: "unreadable" });
    return [];
  }
}

const CHUNK_BYTES = 32 * 1024;

/** Reads one file of a file server. */
export async function readSftpFile(sftp: SFTPWrapper, path: string, maxBytes: number): Promise<Uint8Array> {
  const handle = await ask<Buffer>((done) => sftp.open(path, "r", done));
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const chunk = await ask<Uint8Array>((done) => {
        const buffer = Buffer.alloc(CHUNK_BYTES);
        sftp.read(handle, buffer, 0, CHUNK_BYTES, bytes, (error, read) => done(error, buffer.subarray(0, read)));
      }).catch(atEnd);
      if (chunk.byteLength === 0) return Buffer.concat(chunks);
      bytes += chunk.byteLength;
      chunks.push(chunk);
      if (bytes > maxBytes) throw new LockstepError("answer-too-large", `it has more than ${maxBytes} bytes.`);
    }
  } finally {
    await ask<void>((done) => sftp.close(handle, (error) => done(error, undefined)));
  }
}

/** Code 1 is the server's word for the end of a file. */
function atEnd(error: unknown): Uint8Array {
  if (error instanceof Error && Reflect.get(error, "code") === 1) return new Uint8Array();
  throw error;
}

/** Asks a question whose answer comes by callback. */
export function ask<T>(send: (done: (error: Error | null | undefined, value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    send((error, value) => (error === undefined || error === null ? resolve(value) : reject(error)));
  });
}
