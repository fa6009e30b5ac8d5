import { createHash } from "node:crypto";
import { Zlib, zlibSync } from "fflate";
import type { Bytes } from "#services/ports/evidence";
import { type FedObject, feedObjects, PIECE_BYTES } from "./feed-objects.js";
import type { IdList } from "./id-list.js";

/**
 * Writes objects as a Git pack (version 2), ascending by id and each one whole, so that the same objects are the same bytes whatever
 * packs they lay in before. They are deflated in JavaScript: zlib's own bytes differ from build to build.
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
    yield* deflate(object);
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

async function* deflate(object: FedObject): Bytes {
  const pieces = object.pieces();
  if (object.size > PIECE_BYTES) return yield* deflatePieces(pieces);
  let bytes: Uint8Array = new Uint8Array(0);
  for await (const piece of pieces) bytes = piece;
  // The size of the table by which it looks back is told: what it would choose by itself may change.
  yield zlibSync(bytes, { level: 6, mem: bytes.length < SMALL_BYTES ? 0 : 4 });
}

const SMALL_BYTES = 4096;

async function* deflatePieces(pieces: AsyncIterable<Uint8Array>): Bytes {
  let ready: Uint8Array[] = [];
  const stream = new Zlib({ level: 6, mem: 8 }, (chunk) => ready.push(chunk));
  let held: Uint8Array | undefined;
  for await (const piece of pieces) {
    if (held !== undefined) stream.push(held, false);
    yield* ready.splice(0);
    held = piece;
  }
  stream.push(held ?? new Uint8Array(0), true);
  yield* ready;
  ready = [];
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
