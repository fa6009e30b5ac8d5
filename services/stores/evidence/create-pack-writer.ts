import { createHash, randomBytes } from "node:crypto";
import { type FileHandle, link, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { LockstepError } from "#services/core/errors";
import type { PackWriter } from "#services/ports/evidence";
import { pushInPieces } from "./in-pieces.js";
import { DEFLATION, FIXED_TIME, isPackName, isStored, MOST_BYTES, MOST_FILES } from "./pack-form.js";

/**
 * Begins an archive that is to have a name. The same files in the same order are the same bytes: deflated in JavaScript, piece by piece of
 * one size, all of one time. It has its name only once it is whole and on disk, and takes no other file's place.
 *
 * @throws LockstepError `system-refused` where it cannot be written or something stands there, `pack-too-large`
 */
export async function createPackWriter(file: string): Promise<PackWriter> {
  await refuseTaken(file);
  const part = `${file}.${randomBytes(6).toString("hex")}.part`;
  const handle = await open(part, "wx", 0o600).catch((cause: unknown) => refuse(file, cause));
  const written = createSink(handle, file);
  const names = new Set<string>();
  return {
    async add(name, bytes) {
      if (!isPackName(name) || names.has(name) || names.size >= MOST_FILES) {
        throw new LockstepError("bug", `a pack cannot hold a file ${name}, or not once more`);
      }
      names.add(name);
      const entry = isStored(name) ? new ZipPassThrough(name) : new ZipDeflate(name, DEFLATION);
      entry.mtime = FIXED_TIME;
      written.zip.add(entry);
      const hash = createHash("sha256");
      let length = 0;
      await pushInPieces(bytes, entry, async (piece) => {
        hash.update(piece);
        length += piece.byteLength;
        if (length > MOST_BYTES) throw tooLarge(name);
        await written.drain();
      });
      return { sha256: hash.digest("hex"), bytes: length };
    },
    async finish() {
      written.zip.end();
      await written.drain();
      await handle.sync();
      await handle.close();
      try {
        await putInPlace(part, file);
      } finally {
        await rm(part, { force: true });
      }
    },
    async abandon() {
      await handle.close();
      await rm(part, { force: true });
    },
  };
}

function createSink(handle: FileHandle, file: string) {
  let ready: Uint8Array[] = [];
  let fault: Error | undefined;
  let total = 0;
  const zip = new Zip((error, chunk) => {
    if (error !== null) fault = error;
    else ready.push(chunk);
  });
  return {
    zip,
    async drain(): Promise<void> {
      if (fault !== undefined) throw new LockstepError("bug", "the archive could not be made", { cause: fault });
      const bytes = Buffer.concat(ready);
      ready = [];
      total += bytes.length;
      if (total > MOST_BYTES) throw tooLarge("it");
      if (bytes.length > 0) await handle.writeFile(bytes).catch((cause: unknown) => refuse(file, cause));
    },
  };
}

function tooLarge(what: string): LockstepError {
  return new LockstepError("pack-too-large", `The evidence pack was not made: ${what} would be larger than 4 GiB.`);
}

async function refuseTaken(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found !== undefined) throw taken(file);
}

function taken(file: string): LockstepError {
  return new LockstepError(
    "system-refused",
    `${file} stands there already, and is not written over: name another file.`,
  );
}

/** A second name that must be new, then without the first: two that write to one name at once do not replace each other's. */
async function putInPlace(part: string, file: string): Promise<void> {
  try {
    await link(part, file);
  } catch (cause) {
    if (codeOf(cause) === "EEXIST") throw taken(file);
    // Some shares know no second names.
    await refuseTaken(file);
    await rename(part, file).catch((error: unknown) => refuse(file, error));
  }
  await syncFolder(dirname(file));
}

/** Windows gives no handle to a folder, and keeps names by its own journal. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function refuse(file: string, cause: unknown): never {
  throw new LockstepError("system-refused", `${file} cannot be written (${codeOf(cause)}).`, { cause });
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "no code";
}
