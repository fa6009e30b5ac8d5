import type { Bytes } from "#services/ports/evidence";

/** Cuts bytes anew into pieces of one size, the last one shorter or empty: what is made of them must not depend on how they came. */
export async function* inPieces(bytes: Bytes, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of bytes) {
    parts.push(part);
    length += part.byteLength;
    if (length <= size) continue;
    const whole = Buffer.concat(parts, length);
    let at = 0;
    for (; length - at > size; at += size) yield whole.subarray(at, at + size);
    parts = [whole.subarray(at)];
    length -= at;
  }
  yield Buffer.concat(parts, length);
}
