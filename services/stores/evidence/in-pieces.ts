import type { Bytes } from "#services/ports/evidence";

/** Cuts bytes anew into pieces of one size, the last one shorter or empty: what is made of them must not depend on how they came. */
async function* inPieces(bytes: Bytes, size: number): AsyncGenerator<Uint8Array, void, undefined> {
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

/** What takes pieces and must be told which is the last. */
export interface PieceTaker {
  push(piece: Uint8Array, isLast: boolean): void;
}

/**
 * Gives bytes to what deflates them, in pieces of the one size that packs are made with: what comes out depends on it.
 *
 * @param taken is called after each with what was taken
 */
export async function pushInPieces(
  bytes: Bytes,
  taker: PieceTaker,
  taken: (piece: Uint8Array) => Promise<void>,
): Promise<void> {
  let held: Uint8Array | undefined;
  for await (const piece of inPieces(bytes, PIECE_BYTES)) {
    if (held !== undefined) {
      taker.push(held, false);
      await taken(held);
    }
    held = piece;
  }
  const last = held ?? new Uint8Array(0);
  taker.push(last, true);
  await taken(last);
}

const PIECE_BYTES = 64 * 1024;
