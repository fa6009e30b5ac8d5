import { inflateSync } from "fflate";
import { LockstepError } from "#services/core/errors";
import { crc32 } from "./crc32.js";
import { findZipEnd } from "./find-zip-end.js";
import { readZipDirectory, type ZipDirectoryEntry } from "./read-zip-directory.js";
import { DEFAULT_ZIP_LIMITS, type ZipLimits } from "./zip-limits.js";
import { ZipProblem } from "./zip-problem.js";

/** One file of an archive. */
export interface ZipEntry {
  /** Parts joined by `/`; never leads out of the archive. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads every file of an archive, in the order of its directory; folders are left out. Its sizes are held against the limits
 * before anything is unpacked, and its checksums afterwards. Encrypted, linked, overlapping and repeated entries, and names
 * that lead out of it, are refused.
 *
 * @param origin names the archive in messages, which never quote from it
 * @throws LockstepError `export-malformed`, `answer-too-large`
 */
export function readZip(
  source: Uint8Array,
  origin: string,
  limits: ZipLimits = DEFAULT_ZIP_LIMITS,
): readonly ZipEntry[] {
  try {
    const end = findZipEnd(source);
    if (end === undefined) throw new ZipProblem("is cut off, or none");
    if (end.entries > limits.maxEntries) throw tooLarge(origin, `${end.entries} entries`);
    const entries = readZipDirectory(source, end);
    checkSizes(entries, origin, limits);
    refuseRepeated(entries);
    return entries.filter(({ isFolder }) => !isFolder).map((entry) => unpack(source, entry));
  } catch (error) {
    if (!(error instanceof ZipProblem)) throw error;
    throw new LockstepError("export-malformed", `${origin} is malformed: the archive ${error.message}.`);
  }
}

function checkSizes(entries: readonly ZipDirectoryEntry[], origin: string, limits: ZipLimits): void {
  let total = 0;
  for (const { bytes, packedBytes } of entries) {
    total += bytes;
    if (bytes > limits.maxEntryBytes) throw tooLarge(origin, `an entry of ${bytes} bytes`);
    if (total > limits.maxTotalBytes) throw tooLarge(origin, `more than ${limits.maxTotalBytes} bytes`);
    if (bytes > SMALL_BYTES && bytes > packedBytes * limits.maxRatio) {
      throw tooLarge(origin, `an entry that unpacks to more than ${limits.maxRatio} times its size`);
    }
  }
}

const SMALL_BYTES = 1024 ** 2;

function tooLarge(origin: string, what: string): LockstepError {
  return new LockstepError("answer-too-large", `${origin} was not unpacked: it holds ${what}.`);
}

function refuseRepeated(entries: readonly ZipDirectoryEntry[]): void {
  const names = new Set(entries.map(({ name }) => name));
  if (names.size < entries.length) throw new ZipProblem("holds one name twice");
}

/** Never more than the directory says: what is beyond does not fit, and fails the checksum. */
function unpack(source: Uint8Array, entry: ZipDirectoryEntry): ZipEntry {
  const packed = source.subarray(entry.start, entry.end);
  const bytes = entry.method === 0 ? packed.slice() : inflate(packed, entry.bytes);
  if (bytes.byteLength !== entry.bytes || crc32(bytes) !== entry.crc) throw new ZipProblem("holds a damaged entry");
  return { name: entry.name, bytes };
}

function inflate(packed: Uint8Array, size: number): Uint8Array {
  try {
    return inflateSync(packed, { out: new Uint8Array(size) });
  } catch {
    throw new ZipProblem("holds a damaged entry");
  }
}
