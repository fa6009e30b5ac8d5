import { createHash } from "node:crypto";
import type { Bytes } from "#services/ports/evidence";
import { type FedObject, feedObjects } from "#services/stores/git/feed-objects";
import { gatherBytes } from "./gather-bytes.js";
import {
  addToAdler32,
  BLOCK_BYTES,
  blockHeader,
  checksumBytes,
  objectHeader,
  packHeader,
  ZLIB_HEADER,
} from "./git-pack-form.js";
import type { IdList } from "./id-list.js";

/**
 * Writes objects as a Git pack (version 2), ascending by id and each one whole, so that the same objects are the same bytes whatever
 * packs they lay in before. Nothing is compressed: zlib's own bytes differ from build to build.
 *
 * @throws LockstepError `store-unsound`
 */
export async function* writeGitPack(gitDir: string, ids: IdList): Bytes {
  const hash = createHash("sha1");
  for await (const bytes of gatherBytes(writeObjects(gitDir, ids))) {
    hash.update(bytes);
    yield bytes;
  }
  yield hash.digest();
}

async function* writeObjects(gitDir: string, ids: IdList): Bytes {
  yield packHeader(ids.count);
  for await (const object of feedObjects(gitDir, ids.sorted())) {
    yield* writeObject(object);
  }
}

/** The archive around the pack deflates all objects together, in less time and to less than half of what each by itself comes to. */
async function* writeObject({ type, size, pieces }: FedObject): Bytes {
  yield objectHeader(type, size);
  yield ZLIB_HEADER;
  let [left, sum] = [size, 1];
  for await (const piece of pieces(BLOCK_BYTES)) {
    left -= piece.length;
    sum = addToAdler32(sum, piece);
    yield blockHeader(piece.length, left === 0);
    yield piece;
  }
  if (size === 0) yield blockHeader(0, true);
  yield checksumBytes(sum);
}
