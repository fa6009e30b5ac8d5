import { createHash } from "node:crypto";
import type { Bytes, PackedObject } from "#services/ports/evidence";
import { type ByteWindow, openByteWindow } from "./byte-window.js";
import {
  BLOCK_BYTES,
  blockHeader,
  MOST_HEADER_BYTES,
  packHeader,
  parseObjectHeader,
  ZLIB_HEADER,
} from "./git-pack-form.js";
import { unreadable } from "./read-pack-directory.js";

/**
 * Passes on a pack of Git's that Lockstep writes, or a bundle with one, and shows each object in it on its way, byte for byte what is packed.
 *
 * @throws LockstepError `pack-unreadable` where it is no such pack: what was not looked at is not passed off as looked at
 */
export async function* watchGitObjects(bytes: Bytes, look: (object: PackedObject) => void): Bytes {
  const window = openByteWindow(bytes);
  yield* passUpToPack(window);
  const header = await window.ahead(PACK_HEADER_BYTES);
  const count = header.length < PACK_HEADER_BYTES ? 0 : header.readUInt32BE(8);
  if (!packHeader(count).equals(header)) throw strange();
  yield window.pass(header.length);
  for (let index = 0; index < count; index += 1) yield* passObject(window, look);
  for (let rest = await window.ahead(BLOCK_BYTES); rest.length > 0; rest = await window.ahead(BLOCK_BYTES)) {
    if (rest.length > TRAILER_BYTES) throw strange();
    yield window.pass(rest.length);
  }
}

const PACK_HEADER_BYTES = packHeader(0).length;
const TRAILER_BYTES = 20;
const LINE_END = 10;
const CHECKSUM_BYTES = 4;

/** A bundle begins with a line for each of its branches, and an empty one. */
async function* passUpToPack(window: ByteWindow): Bytes {
  const mark = await window.ahead(1);
  if (mark[0] !== "#".charCodeAt(0)) return;
  for (;;) {
    const ahead = await window.ahead(MOST_LINE);
    const end = ahead.indexOf(LINE_END);
    if (end < 0) throw strange();
    yield window.pass(end + 1);
    if (end === 0) return;
  }
}

const MOST_LINE = 4096;

async function* passObject(window: ByteWindow, look: (object: PackedObject) => void): Bytes {
  const header = parseObjectHeader(await window.ahead(MOST_HEADER_BYTES));
  if (header === undefined) throw strange();
  yield window.pass(header.length);
  yield await exactly(window, ZLIB_HEADER.length);
  const blocks: Buffer[] = [];
  let left = header.size;
  do {
    const length = Math.min(left, BLOCK_BYTES);
    left -= length;
    yield await exactly(window, blockHeader(length, left === 0).length);
    const block = await exactly(window, length);
    blocks.push(block);
    yield block;
  } while (left > 0);
  yield await exactly(window, CHECKSUM_BYTES);
  const content = Buffer.concat(blocks, header.size);
  look({ id: () => idOf(header.type, content), bytes: header.type === "tree" ? namesIn(content) : content });
}

async function exactly(window: ByteWindow, length: number): Promise<Buffer> {
  if ((await window.ahead(length)).length < length) throw strange();
  return window.pass(length);
}

function idOf(type: string, content: Buffer): string {
  return createHash("sha1").update(`${type} ${content.length}\0`).update(content).digest("hex");
}

/** Of a folder only its names are anybody's words: after each stands an id of twenty bytes. */
function namesIn(tree: Buffer): Buffer {
  const names: Buffer[] = [];
  for (let at = 0; at < tree.length; ) {
    const end = tree.indexOf(0, at);
    if (end < 0) break;
    names.push(tree.subarray(tree.indexOf(" ", at) + 1, end), Buffer.from("\n"));
    at = end + 1 + TRAILER_BYTES;
  }
  return Buffer.concat(names);
}

function strange(): Error {
  return unreadable("what was to be packed is no store that was looked through");
}
