import type { ZipEnd } from "./find-zip-end.js";
import { safeEntryName } from "./safe-entry-name.js";
import { ZipProblem } from "./zip-problem.js";

/** One line of an archive's directory, already found harmless. */
export interface ZipDirectoryEntry {
  readonly name: string;
  readonly isFolder: boolean;
  /** 0: stored as it is, 8: deflated. */
  readonly method: 0 | 8;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its data begin and end in the archive. */
  readonly start: number;
  readonly end: number;
}

const HEADER = 0x02014b50;
const HEADER_BYTES = 46;
const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
const UNKNOWN_SIZE = 0xffffffff;

/** Reads the directory at an archive's end. @throws ZipProblem */
export function readZipDirectory(source: Uint8Array, end: ZipEnd): readonly ZipDirectoryEntry[] {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const entries: ZipDirectoryEntry[] = [];
  let at = end.directoryStart;
  for (let read = 0; read < end.entries; read += 1) {
    if (at + HEADER_BYTES > end.directoryEnd || view.getUint32(at, true) !== HEADER) {
      throw new ZipProblem("has a damaged directory");
    }
    const nameBytes = view.getUint16(at + 28, true);
    const next = at + HEADER_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end.directoryEnd) throw new ZipProblem("has a damaged directory");
    const name = source.subarray(at + HEADER_BYTES, at + HEADER_BYTES + nameBytes);
    entries.push(readEntry(view, at, name, source));
    at = next;
  }
  if (at !== end.directoryEnd) throw new ZipProblem("has a damaged directory");
  refuseOverlaps(entries, end);
  return entries;
}

function readEntry(view: DataView, at: number, rawName: Uint8Array, source: Uint8Array): ZipDirectoryEntry {
  const flags = view.getUint16(at + 8, true);
  // Bit 0: encrypted, 6: strong encryption, 13: the directory itself is.
  if ((flags & 0x2041) !== 0) throw new ZipProblem("holds encrypted entries");
  const method = view.getUint16(at + 10, true);
  if (method !== 0 && method !== 8) throw new ZipProblem("is packed in a way that is not read");
  const [crc, packedBytes, bytes] = [16, 20, 24].map((offset) => view.getUint32(at + offset, true));
  const local = view.getUint32(at + 42, true);
  if (crc === undefined || packedBytes === undefined || bytes === undefined) throw new ZipProblem("is damaged");
  if ([packedBytes, bytes, local].includes(UNKNOWN_SIZE)) throw new ZipProblem("is larger than 4 GB");
  // Unix keeps the kind of a file in the upper half; 0o12 is a link.
  if (view.getUint32(at + 38, true) >>> 28 === 0o12) throw new ZipProblem("holds a link");
  const { name, isFolder } = safeEntryName(decode(rawName));
  const start = dataStart(view, local, rawName, source);
  return { name, isFolder, method, crc, packedBytes, bytes, start, end: start + packedBytes };
}

function dataStart(view: DataView, at: number, name: Uint8Array, source: Uint8Array): number {
  if (at + LOCAL_HEADER_BYTES > view.byteLength || view.getUint32(at, true) !== LOCAL_HEADER) {
    throw new ZipProblem("has a directory that does not fit its entries");
  }
  const nameBytes = view.getUint16(at + 26, true);
  const own = source.subarray(at + LOCAL_HEADER_BYTES, at + LOCAL_HEADER_BYTES + nameBytes);
  // Two readers must not see two names.
  if (nameBytes !== name.byteLength || own.some((byte, index) => byte !== name[index])) {
    throw new ZipProblem("has a directory that does not fit its entries");
  }
  return at + LOCAL_HEADER_BYTES + nameBytes + view.getUint16(at + 28, true);
}

/** Entries that share their data are how small archives hold endless text. */
function refuseOverlaps(entries: readonly ZipDirectoryEntry[], end: ZipEnd): void {
  let last = 0;
  for (const entry of [...entries].sort((a, b) => a.start - b.start)) {
    if (entry.start < last || entry.end > end.directoryStart) throw new ZipProblem("holds entries that overlap");
    last = entry.end;
  }
}

function decode(name: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(name);
  } catch {
    return new TextDecoder("latin1").decode(name);
  }
}
