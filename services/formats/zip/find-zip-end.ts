/** Where an archive's directory is, from the record at its end. */
export interface ZipEnd {
  readonly entries: number;
  readonly directoryStart: number;
  readonly directoryEnd: number;
}

const SIGNATURE = 0x06054b50;
const RECORD_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;

/** Finds the record that ends every archive; `undefined` where it is missing, as it is in one that was cut off. */
export function findZipEnd(bytes: Uint8Array): ZipEnd | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = Math.max(0, bytes.byteLength - RECORD_BYTES - MAX_COMMENT_BYTES);
  for (let at = bytes.byteLength - RECORD_BYTES; at >= first; at -= 1) {
    if (view.getUint32(at, true) !== SIGNATURE) continue;
    if (at + RECORD_BYTES + view.getUint16(at + 20, true) !== bytes.byteLength) continue;
    const start = view.getUint32(at + 16, true);
    const size = view.getUint32(at + 12, true);
    const isOneDisk = view.getUint16(at + 4, true) === 0 && view.getUint16(at + 6, true) === 0;
    const entries = view.getUint16(at + 10, true);
    if (!isOneDisk || entries !== view.getUint16(at + 8, true) || start + size > at) return undefined;
    return { entries, directoryStart: start, directoryEnd: start + size };
  }
  return undefined;
}

/** Whether bytes begin as an archive does, whole or not. */
export function startsLikeZip(bytes: Uint8Array): boolean {
  const [p, k, third, fourth] = bytes;
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));
}
