import type { FileHandle } from "node:fs/promises";
import { LockstepError } from "#services/core/errors";
import { FIXED_DOS_TIME, isPackName, MOST_FILES } from "./pack-form.js";

/** One file of an archive: where it lies, and what it says of itself. */
export interface PackedEntry {
  readonly name: string;
  /** 0: as it is, 8: deflated. */
  readonly method: 0 | 8;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly start: number;
}

const END_BYTES = 22;
const HEADER_BYTES = 46;
const LOCAL_BYTES = 30;
const DESCRIPTOR_BYTES = 16;
const MOST_DIRECTORY_BYTES = MOST_FILES * 256;

/**
 * Reads the directory of an archive and holds every byte of it that is no file's against the one form that Lockstep writes: the files one
 * after the other from the first byte, the directory, its end; no comment, no extra field, nothing between or behind.
 *
 * @throws LockstepError `pack-unreadable`
 */
export async function readPackDirectory(handle: FileHandle, size: number): Promise<readonly PackedEntry[]> {
  if (size < END_BYTES) throw unreadable("it is cut off, or no archive");
  const end = await readAt(handle, size - END_BYTES, END_BYTES);
  if (end.readUInt32LE(0) !== 0x06054b50 || end.readUInt16LE(20) !== 0) {
    throw unreadable("it is cut off, no archive, or something follows its end");
  }
  const [count, length, start] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  if (end.readUInt32LE(4) !== 0 || end.readUInt16LE(8) !== count || count > MOST_FILES) {
    throw unreadable("its end is not as Lockstep writes it");
  }
  if (length > MOST_DIRECTORY_BYTES || start + length !== size - END_BYTES) {
    throw unreadable("its directory does not lie where its end says");
  }
  const entries = parseEntries(await readAt(handle, start, length), count);
  await checkPlaces(handle, entries, start);
  refuseRepeated(entries);
  return entries;
}

function parseEntries(directory: Buffer, count: number): readonly PackedEntry[] {
  const entries: PackedEntry[] = [];
  let at = 0;
  let place = 0;
  while (entries.length < count) {
    if (at + HEADER_BYTES > directory.length) throw unreadable("its directory is cut off");
    const header = directory.subarray(at, at + HEADER_BYTES);
    const nameBytes = header.readUInt16LE(28);
    const name = directory.toString("latin1", at + HEADER_BYTES, at + HEADER_BYTES + nameBytes);
    if (name.length !== nameBytes || !isPackName(name)) throw unreadable("it holds a name that Lockstep does not give");
    const entry = parseHeader(header, name, place);
    entries.push(entry);
    at += HEADER_BYTES + nameBytes;
    place = entry.start + entry.packedBytes + DESCRIPTOR_BYTES;
  }
  if (at !== directory.length) throw unreadable("its directory holds more than it says");
  return entries;
}

function parseHeader(header: Buffer, name: string, place: number): PackedEntry {
  const method = header.readUInt16LE(10);
  const isSound =
    header.readUInt32LE(0) === 0x02014b50 &&
    // Made by and needed: 2.0, of no system in particular.
    header.readUInt32LE(4) === 0x0014_0014 &&
    isOurs(header.readUInt16LE(8), header.readUInt32LE(12)) &&
    // Neither extra field, nor comment, nor further disk, nor attributes.
    header.subarray(30, 42).every((byte) => byte === 0);
  if (!isSound || (method !== 0 && method !== 8)) throw unreadable(`${name} is not packed as Lockstep packs it`);
  const [crc, packedBytes, bytes] = [header.readUInt32LE(16), header.readUInt32LE(20), header.readUInt32LE(24)];
  if (header.readUInt32LE(42) !== place) throw unreadable(`${name} does not follow the file before it`);
  if (method === 0 && packedBytes !== bytes) throw unreadable(`${name} has two sizes`);
  return { name, method, crc, packedBytes, bytes, start: place + LOCAL_BYTES + name.length };
}

/** Flags (sizes follow the data, nothing else), and the time. */
function isOurs(flags: number, time: number): boolean {
  return flags === 8 && time === FIXED_DOS_TIME;
}

/** What stands before and behind each file must say what the directory says, so that two readers never see two archives. */
async function checkPlaces(handle: FileHandle, entries: readonly PackedEntry[], directory: number): Promise<void> {
  let end = 0;
  for (const { name, method, crc, packedBytes, bytes, start } of entries) {
    const behind = start + packedBytes;
    end = behind + DESCRIPTOR_BYTES;
    if (end > directory) throw unreadable(`${name} is cut off`);
    const local = await readAt(handle, start - LOCAL_BYTES - name.length, LOCAL_BYTES + name.length);
    const isSound =
      local.readUInt32LE(0) === 0x04034b50 &&
      local.readUInt16LE(4) === 20 &&
      local.readUInt16LE(8) === method &&
      isOurs(local.readUInt16LE(6), local.readUInt32LE(10)) &&
      local.subarray(14, 26).every((byte) => byte === 0) &&
      local.readUInt16LE(26) === name.length &&
      local.readUInt16LE(28) === 0 &&
      local.toString("latin1", LOCAL_BYTES) === name;
    if (!isSound) throw unreadable(`what stands before ${name} does not fit the directory`);
    const descriptor = await readAt(handle, behind, DESCRIPTOR_BYTES);
    const told = [0x08074b50, crc, packedBytes, bytes];
    if (told.some((value, index) => descriptor.readUInt32LE(index * 4) !== value)) {
      throw unreadable(`what stands behind ${name} does not fit the directory`);
    }
  }
  if (end !== directory) throw unreadable("something lies between its files and its directory");
}

function refuseRepeated(entries: readonly PackedEntry[]): void {
  // Where case does not matter, two names that differ in it are one file.
  const names = entries.map(({ name }) => name.toLowerCase());
  const again = names.find((name, index) => names.indexOf(name) !== index);
  if (again !== undefined) throw unreadable(`it holds ${again} twice`);
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await handle.read(bytes, read, length - read, position + read);
    if (bytesRead === 0) throw unreadable("it is cut off");
    read += bytesRead;
  }
  return bytes;
}

/** The message completes "The evidence pack cannot be read: …" and quotes nothing of the pack but names of Lockstep's form. */
export function unreadable(why: string, cause?: unknown): LockstepError {
  return new LockstepError("pack-unreadable", `The evidence pack cannot be read: ${why}.`, { cause });
}
