import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import type { Bytes } from "#services/ports/evidence";
import type { ByteWindow } from "./byte-window.js";
import { unreadable } from "./read-pack-directory.js";

/** How much a pack of Git's may bring. */
export interface GitPackBounds {
  readonly maxObjects: number;
  readonly maxObjectBytes: number;
  readonly maxTotalBytes: number;
}

export const DEFAULT_GIT_PACK_BOUNDS: GitPackBounds = {
  maxObjects: 20_000_000,
  maxObjectBytes: 256 * 1024 ** 2,
  maxTotalBytes: 16 * 1024 ** 3,
};

/**
 * Passes on what follows in a pack of Git's, as far as it is of the one form that Lockstep writes: whole objects, ascending by id, each
 * of the size it says. Deltas, by which a few bytes become gigabytes in Git's memory, never reach it.
 *
 * @throws LockstepError `pack-unreadable`
 */
export async function* checkGitPack(window: ByteWindow, name: string, bounds: GitPackBounds): Bytes {
  const hash = createHash("sha1");
  let total = 0;
  let before: Buffer = Buffer.alloc(0);
  const header = await window.ahead(HEADER_BYTES);
  const count = header.length === HEADER_BYTES ? header.readUInt32BE(8) : 0;
  if (header.toString("latin1", 0, 8) !== "PACK\0\0\0\x02" || count > bounds.maxObjects) {
    throw unreadable(`${name} is no pack of Git's, or too large`);
  }
  hash.update(header);
  yield window.pass(HEADER_BYTES);
  for (let index = 0; index < count; index++) {
    const object = await readObject(window, name, bounds);
    total += object.size;
    if (Buffer.compare(object.id, before) <= 0) throw unreadable(`the objects of ${name} are not in order`);
    if (total > bounds.maxTotalBytes)
      throw unreadable(`${name} would unpack to more than ${bounds.maxTotalBytes} bytes`);
    before = object.id;
    hash.update(object.packed);
    yield object.packed;
  }
  const trailer = await window.ahead(TRAILER_BYTES + 1);
  if (!trailer.equals(hash.digest())) throw unreadable(`${name} does not end as it must`);
  yield window.pass(TRAILER_BYTES);
}

const HEADER_BYTES = 12;
const TRAILER_BYTES = 20;
const TYPES = ["", "commit", "tree", "blob", "tag"];

interface ReadObject {
  readonly id: Buffer;
  readonly size: number;
  /** As it stands in the pack, with what stands before it. */
  readonly packed: Buffer;
}

async function readObject(window: ByteWindow, name: string, bounds: GitPackBounds): Promise<ReadObject> {
  const { type, size, length } = parseObjectHeader(await window.ahead(MOST_HEADER_BYTES));
  if (type === undefined) throw unreadable(`${name} holds an object that is not whole`);
  if (size > bounds.maxObjectBytes) throw unreadable(`${name} holds an object of ${size} bytes`);
  // What does not shrink grows by five bytes a block, of which the smallest are of some thousand.
  const ahead = await window.ahead(length + size + Math.ceil(size / 1000) + 1024);
  const { bytes, used } = inflate(ahead.subarray(length), size);
  if (bytes?.length !== size) throw unreadable(`${name} holds a damaged object`);
  const id = createHash("sha1").update(`${type} ${size}\0`).update(bytes).digest();
  return { id, size, packed: window.pass(length + used) };
}

const MOST_HEADER_BYTES = 10;

function parseObjectHeader(header: Buffer): { type: string | undefined; size: number; length: number } {
  const first = header[0] ?? 0;
  let size = first & 15;
  let length = 1;
  for (let [factor, byte] = [16, first]; byte >= 128 && length < MOST_HEADER_BYTES; factor *= 128) {
    byte = header[length] ?? 0;
    size += (byte & 127) * factor;
    length += 1;
  }
  return { type: TYPES[(first >> 4) & 7] || undefined, size, length };
}

/** Never more than was said, and one byte: what is beyond does not fit. */
function inflate(packed: Buffer, size: number): { readonly bytes: Buffer | undefined; readonly used: number } {
  try {
    const answer: unknown = inflateSync(packed, { info: true, maxOutputLength: size + 1 });
    return isTold(answer) ? { bytes: answer.buffer, used: answer.engine.bytesWritten } : { bytes: undefined, used: 0 };
  } catch {
    return { bytes: undefined, used: 0 };
  }
}

/** What Node gives with `info`, which its types do not know. */
function isTold(answer: unknown): answer is { buffer: Buffer; engine: { bytesWritten: number } } {
  return typeof answer === "object" && answer !== null && "buffer" in answer && "engine" in answer;
}
