import type { FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createInflateRaw } from "node:zlib";
import { LockstepError } from "#services/core/errors";
import { addToCrc32, EMPTY_CRC32 } from "#services/formats/zip/crc32";
import type { Bytes } from "#services/ports/evidence";
import { type PackedEntry, unreadable } from "./read-pack-directory.js";

/**
 * Reads a file of an archive. It stops at the first byte beyond what was said, so that nothing can unpack without end.
 *
 * @throws LockstepError `pack-unreadable`
 */
export async function* readPackedEntry(handle: FileHandle, entry: PackedEntry): Bytes {
  let [length, crc] = [0, EMPTY_CRC32];
  for await (const chunk of entry.method === 0 ? readPacked(handle, entry) : inflate(handle, entry)) {
    length += chunk.byteLength;
    if (length > entry.bytes) throw unreadable(`${entry.name} is larger than it says`);
    crc = addToCrc32(crc, chunk);
    yield chunk;
  }
  if (length !== entry.bytes || crc !== entry.crc) throw unreadable(`${entry.name} is damaged`);
}

async function* inflate(handle: FileHandle, entry: PackedEntry): Bytes {
  const inflater = createInflateRaw();
  const done = pipeline(readPacked(handle, entry), inflater).catch((cause: unknown) => cause);
  try {
    yield* inflater;
  } catch (cause) {
    throw cause instanceof LockstepError ? cause : unreadable(`${entry.name} is damaged`, cause);
  } finally {
    inflater.destroy();
    await done;
  }
  if (inflater.bytesWritten !== entry.packedBytes) throw unreadable(`something follows ${entry.name} in its own place`);
}

/** Its bytes as they lie in the archive. */
export async function* readPacked(handle: FileHandle, { name, start, packedBytes }: PackedEntry): Bytes {
  for (let at = 0; at < packedBytes; ) {
    const buffer = Buffer.allocUnsafe(Math.min(PIECE_BYTES, packedBytes - at));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, start + at);
    if (bytesRead === 0) throw unreadable(`${name} is cut off`);
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

const PIECE_BYTES = 64 * 1024;
