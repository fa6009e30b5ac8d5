import { type FileHandle, open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createInflateRaw } from "node:zlib";
import { LockstepError } from "#services/core/errors";
import { addToCrc32, EMPTY_CRC32 } from "#services/formats/zip/crc32";
import type { Bytes, OpenedPack } from "#services/ports/evidence";
import { type PackedEntry, readPackDirectory, unreadable } from "./read-pack-directory.js";

/** How much a pack may hold. What holds more is refused before any of it is unpacked. */
export interface PackLimits {
  /** All files together, unpacked. Default 16 GiB. */
  readonly maxTotalBytes: number;
  /** One file that people and programs read as a whole. Default 512 MiB; what lies below `inputs/` is read piece by piece. */
  readonly maxFileBytes: number;
  /** Unpacked to packed, of a file of more than 1 MiB. Default 400: text seldom exceeds 50. */
  readonly maxRatio: number;
}

const DEFAULT_LIMITS: PackLimits = { maxTotalBytes: 16 * 1024 ** 3, maxFileBytes: 512 * 1024 ** 2, maxRatio: 400 };

/**
 * Opens an evidence pack, and believes nothing of it: its form is held against what Lockstep writes, sizes against the limits, and each
 * file against size and checksum as it is read.
 *
 * @throws LockstepError `pack-unreadable`, `system-refused` where there is no such file
 */
export async function openPack(file: string, limits: Partial<PackLimits> = {}): Promise<OpenedPack> {
  const handle = await open(file, "r").catch((cause: unknown) => {
    throw new LockstepError(
      "system-refused",
      `${file} cannot be opened: there is no such file, or it may not be read.`,
      {
        cause,
      },
    );
  });
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw unreadable("it is no file");
    const entries = await readPackDirectory(handle, found.size);
    checkSizes(entries, { ...DEFAULT_LIMITS, ...limits });
    return {
      names: entries.map(({ name }) => name),
      read(name) {
        const entry = entries.find((each) => each.name === name);
        if (entry === undefined) throw unreadable(`it holds no ${name}`);
        return readEntry(handle, entry);
      },
      [Symbol.asyncDispose]: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function checkSizes(entries: readonly PackedEntry[], limits: PackLimits): void {
  let total = 0;
  for (const { name, bytes, packedBytes } of entries) {
    total += bytes;
    const isTooLarge = !name.startsWith("inputs/") && bytes > limits.maxFileBytes;
    if (isTooLarge) throw unreadable(`${name} would unpack to ${bytes} bytes`);
    if (bytes > SMALL_BYTES && bytes > packedBytes * limits.maxRatio) {
      throw unreadable(`${name} would unpack to more than ${limits.maxRatio} times its size`);
    }
  }
  if (total > limits.maxTotalBytes) throw unreadable(`it would unpack to ${total} bytes`);
}

const SMALL_BYTES = 1024 ** 2;

/** Stops at the first byte beyond what was said, so that nothing can unpack without end. */
async function* readEntry(handle: FileHandle, entry: PackedEntry): Bytes {
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

async function* readPacked(handle: FileHandle, { name, start, packedBytes }: PackedEntry): Bytes {
  for (let at = 0; at < packedBytes; ) {
    const buffer = Buffer.allocUnsafe(Math.min(PIECE_BYTES, packedBytes - at));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, start + at);
    if (bytesRead === 0) throw unreadable(`${name} is cut off`);
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

const PIECE_BYTES = 64 * 1024;
