import type { Bytes } from "#services/ports/evidence";

/** A quarter of a million objects are not as many writes. */
export async function* gatherBytes(bytes: Bytes): Bytes {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of bytes) {
    parts.push(part);
    length += part.byteLength;
    if (length < GATHERED_BYTES) continue;
    yield Buffer.concat(parts, length);
    parts = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(parts, length);
}

const GATHERED_BYTES = 64 * 1024;
