import { type FileHandle, open, stat } from "node:fs/promises";
import { LockstepError } from "#services/core/errors";
import type { OpenedPack } from "#services/ports/evidence";
import { type PackedEntry, readPackDirectory, unreadable } from "./read-pack-directory.js";
import { readPackedEntry } from "./read-packed-entry.js";

/** How much a pack may hold. What holds more is refused before any of it is unpacked. */
export interface PackLimits {
  /** All files together, unpacked. Default 16 GiB. */
  readonly maxTotalBytes: number;
  /** One file that people and programs read as a whole. Default 512 MiB; what lies below `inputs/` is read piece by piece. */
  readonly maxFileBytes: number;
  /** Unpacked to packed, of such a file of more than 16 MiB. Default 400: text seldom exceeds 50. */
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
  const handle = await openFile(file);
  try {
    const found = await handle.stat();
    const entries = await readPackDirectory(handle, found.size);
    checkSizes(entries, { ...DEFAULT_LIMITS, ...limits });
    return {
      names: entries.map(({ name }) => name),
      read(name) {
        const entry = entries.find((each) => each.name === name);
        if (entry === undefined) throw unreadable(`it holds no ${name}`);
        return readPackedEntry(handle, entry);
      },
      [Symbol.asyncDispose]: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Of what is no file, opening alone could wait for ever. */
async function openFile(file: string): Promise<FileHandle> {
  try {
    if (!(await stat(file)).isFile()) throw unreadable("it is no file");
    return await open(file, "r");
  } catch (cause) {
    if (cause instanceof LockstepError) throw cause;
    const message = `${file} cannot be opened: there is no such file, or it may not be read.`;
    throw new LockstepError("system-refused", message, { cause });
  }
}

function checkSizes(entries: readonly PackedEntry[], limits: PackLimits): void {
  let total = 0;
  for (const { name, bytes, packedBytes } of entries) {
    total += bytes;
    if (name.startsWith("inputs/")) continue;
    if (bytes > limits.maxFileBytes) throw unreadable(`${name} would unpack to ${bytes} bytes`);
    if (bytes > SMALL_BYTES && bytes > packedBytes * limits.maxRatio) {
      throw unreadable(`${name} would unpack to more than ${limits.maxRatio} times its size`);
    }
  }
  if (total > limits.maxTotalBytes) throw unreadable(`it would unpack to ${total} bytes`);
}

const SMALL_BYTES = 16 * 1024 ** 2;
