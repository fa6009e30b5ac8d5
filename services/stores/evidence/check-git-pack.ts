import { createHash } from "node:crypto";
import type { LockstepError } from "#services/core/errors";
import type { Bytes } from "#services/ports/evidence";
import type { ByteWindow } from "./byte-window.js";
import { gatherBytes } from "./gather-bytes.js";
import {
  addToAdler32,
  BLOCK_BYTES,
  blockHeader,
  checksumBytes,
  MOST_HEADER_BYTES,
  packHeader,
  parseObjectHeader,
  ZLIB_HEADER,
} from "./git-pack-form.js";
import { unreadable } from "./read-pack-directory.js";

const TRAILER_BYTES = 20;

/**
 * Passes on what follows in a pack of Git's, as far as it is of the one form that Lockstep writes: whole objects, ascending by id,
 * uncompressed. What a few bytes could make gigabytes of in Git's memory, deltas and deflated blocks, never reaches it.
 *
 * @throws LockstepError `pack-unreadable`
 */
export async function* checkGitPack(window: ByteWindow, name: string): Bytes {
  const hash = createHash("sha1");
  for await (const bytes of gatherBytes(passObjects(window, name))) {
    hash.update(bytes);
    yield bytes;
  }
  const trailer = await window.ahead(TRAILER_BYTES + 1);
  if (!trailer.equals(hash.digest())) throw unreadable(`${name} does not end as it must`);
  yield window.pass(TRAILER_BYTES);
}

async function* passObjects(window: ByteWindow, name: string): Bytes {
  const header = await window.ahead(packHeader(0).length);
  const count = header.length < 12 ? 0 : header.readUInt32BE(8);
  if (!packHeader(count).equals(header)) throw unreadable(`${name} is no pack of Git's`);
  yield window.pass(header.length);
  let before: Buffer = Buffer.alloc(0);
  for (let index = 0; index < count; index++) {
    const id = yield* passObject(window, name);
    if (Buffer.compare(id, before) <= 0) throw unreadable(`the objects of ${name} are not in order`);
    before = id;
  }
}

async function* passObject(window: ByteWindow, name: string): AsyncGenerator<Uint8Array, Buffer, undefined> {
  const header = parseObjectHeader(await window.ahead(MOST_HEADER_BYTES));
  if (header === undefined) throw unreadable(`${name} holds an object that is not whole`);
  yield window.pass(header.length);
  yield await passExactly(window, ZLIB_HEADER, damaged(name));
  const hash = createHash("sha1").update(`${header.type} ${header.size}\0`);
  let [left, sum] = [header.size, 1];
  do {
    const length = Math.min(left, BLOCK_BYTES);
    left -= length;
    yield await passExactly(window, blockHeader(length, left === 0), damaged(name));
    if ((await window.ahead(length)).length < length) throw damaged(name);
    const block = window.pass(length);
    hash.update(block);
    sum = addToAdler32(sum, block);
    yield block;
  } while (left > 0);
  yield await passExactly(window, checksumBytes(sum), damaged(name));
  return hash.digest();
}

async function passExactly(window: ByteWindow, expected: Uint8Array, fault: LockstepError): Promise<Buffer> {
  if (!(await window.ahead(expected.length)).equals(expected)) throw fault;
  return window.pass(expected.length);
}

function damaged(name: string): LockstepError {
  return unreadable(`${name} holds an object that is damaged, or compressed`);
}
