import { createHash } from "node:crypto";
import type { Bytes } from "#services/ports/evidence";
import { type FedObject, feedObjects, PIECE_BYTES } from "#services/stores/git/feed-objects";
import type { IdList } from "./id-list.js";

/**
 * Writes objects as a Git pack (version 2), ascending by id and each one whole, so that the same objects are the same bytes whatever
 * packs they lay in before. Nothing is compressed: zlib's own bytes differ from build to build.
 *
 * @throws LockstepError `store-unsound`
 */
export async function* writeGitPack(gitDir: string, ids: IdList): Bytes {
  const hash = createHash("sha1");
  for await (const bytes of gather(writeObjects(gitDir, ids))) {
    hash.update(bytes);
    yield bytes;
  }
  yield hash.digest();
}

async function* writeObjects(gitDir: string, ids: IdList): Bytes {
  yield packHeader(ids.count);
  for await (const object of feedObjects(gitDir, ids.sorted())) {
    yield objectHeader(object);
    yield* store(object);
  }
}

function packHeader(count: number): Uint8Array {
  const header = Buffer.from("PACK\0\0\0\x02\0\0\0\0", "latin1");
  header.writeUInt32BE(count, 8);
  return header;
}

const TYPES: Readonly<Record<string, number>> = { commit: 1, tree: 2, blob: 3, tag: 4 };

/** Type and size: four bits of it in the first byte, seven in each that follows. */
function objectHeader({ type, size }: FedObject): Uint8Array {
  const bytes = [((TYPES[type] ?? 0) << 4) | (size & 15)];
  for (let left = Math.floor(size / 16); left > 0; left = Math.floor(left / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 128;
    bytes.push(left & 127);
  }
  return Uint8Array.from(bytes);
}

/**
 * As zlib has it (RFC 1950), in blocks that are not compressed: there is one way to write them. The archive around the pack deflates all
 * objects together, in less time and to less than half of what each by itself comes to.
 */
async function* store({ size, pieces }: FedObject): Bytes {
  yield Uint8Array.of(0x78, 0x01);
  let [left, sum] = [size, 1];
  for await (const piece of pieces()) {
    left -= piece.length;
    sum = addToAdler32(sum, piece);
    yield blockHeader(piece.length, left === 0);
    yield piece;
  }
  if (size === 0) yield blockHeader(0, true);
  const trailer = Buffer.alloc(4);
  trailer.writeUInt32BE(sum);
  yield trailer;
}

function blockHeader(length: number, isLast: boolean): Uint8Array {
  const header = Buffer.alloc(5);
  header.writeUInt8(isLast ? 1 : 0, 0);
  header.writeUInt16LE(length, 1);
  header.writeUInt16LE(0xffff - length, 3);
  return header;
}

/** The checksum of zlib, with further bytes behind what had this one. */
function addToAdler32(checksum: number, bytes: Uint8Array): number {
  let [low, high] = [checksum & 0xffff, checksum >>> 16];
  for (let at = 0; at < bytes.length; ) {
    // So many that the sums stay below 2^31.
    for (const end = Math.min(at + 2600, bytes.length); at < end; at += 1) {
      low += bytes[at] ?? 0;
      high += low;
    }
    low %= 65_521;
    high %= 65_521;
  }
  return ((high << 16) | low) >>> 0;
}

/** A quarter of a million objects are not as many writes. */
async function* gather(bytes: Bytes): Bytes {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of bytes) {
    parts.push(part);
    length += part.byteLength;
    if (length < PIECE_BYTES) continue;
    yield Buffer.concat(parts, length);
    parts = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(parts, length);
}
