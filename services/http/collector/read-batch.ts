import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { splitParts } from "#services/core/collection/part-batch";
import { LockstepError } from "#services/core/errors";

/** What a packed batch may be once it is unpacked. */
const UNPACKED_BYTES = 192 * 1024 * 1024;

/** Unpacks a batch of parts, up to a bound. @throws LockstepError `upload-refused` */
export async function readBatch(body: unknown): Promise<readonly Uint8Array[]> {
  if (!(body instanceof Uint8Array)) throw refused();
  return splitParts(await promisify(gunzip)(body, { maxOutputLength: UNPACKED_BYTES }).catch(() => refuseBatch()));
}

function refuseBatch(): never {
  throw refused();
}

function refused(): LockstepError {
  return new LockstepError("upload-refused", "A batch of parts does not unpack, or not to a size that is taken.");
}
