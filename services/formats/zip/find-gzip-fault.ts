import { Gunzip, gzipSync } from "fflate";

/**
 * Finds why a gzip member could not be unpacked: it was cut off, more than `maxBytes` come out of it, or it is damaged. It is
 * unpacked piece by piece, and nothing of it is kept.
 */
export function findGzipFault(source: Uint8Array, maxBytes: number): "cut" | "too-large" | "damaged" {
  if (!BEGINNING.subarray(0, source.byteLength).every((byte, index) => source[index] === byte)) return "damaged";
  let bytes = 0;
  let end: number | undefined;
  const reader = new Gunzip((chunk) => {
    bytes += chunk.byteLength;
  });
  reader.onmember = (offset) => {
    end ??= offset;
  };
  for (let start = 0; start < source.byteLength; start += PIECE_BYTES) {
    if (!push(reader, source.subarray(start, start + PIECE_BYTES))) return "damaged";
    if (bytes > maxBytes) return "too-large";
  }
  // What follows shows where it ended, if it did: a member that begins after it is told.
  push(reader, NEXT);
  push(reader, NEXT);
  return end !== undefined && end <= source.byteLength ? "damaged" : "cut";
}

/** The mark of gzip, and the one way of packing that there is. */
const BEGINNING = Uint8Array.of(0x1f, 0x8b, 0x08);

/** At most a thousand times as much comes out of a piece. */
const PIECE_BYTES = 4096;

const NEXT = gzipSync(new Uint8Array(0));

function push(reader: Gunzip, piece: Uint8Array): boolean {
  try {
    reader.push(piece, false);
    return true;
  } catch {
    return false;
  }
}
