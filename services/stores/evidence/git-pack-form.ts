/**
 * The one form that a pack of Git's has in a pack of evidence. Each object is whole, and lies in zlib's blocks that are not compressed
 * (RFC 1950 and 1951), full ones but for the last: there is one way to write them, and nothing in them can unpack to more than is there.
 */
export const BLOCK_BYTES = 32 * 1024;

/** What stands before the blocks of an object. */
export const ZLIB_HEADER: Uint8Array = Uint8Array.of(0x78, 0x01);

const TYPES = ["", "commit", "tree", "blob", "tag"];

export function packHeader(count: number): Buffer {
  const header = Buffer.from("PACK\0\0\0\x02\0\0\0\0", "latin1");
  header.writeUInt32BE(count, 8);
  return header;
}

/** Type and size of an object: four bits of it in the first byte, seven in each that follows. */
export function objectHeader(type: string, size: number): Buffer {
  const bytes = [(TYPES.indexOf(type) << 4) | (size & 15)];
  for (let left = Math.floor(size / 16); left > 0; left = Math.floor(left / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 128;
    bytes.push(left & 127);
  }
  return Buffer.from(bytes);
}

/** The most that an object's header takes: its size has at most 45 bits. */
export const MOST_HEADER_BYTES = 7;

/** Reads it again; `undefined` where it is no whole object's. */
export function parseObjectHeader(
  header: Buffer,
): { readonly type: string; readonly size: number; readonly length: number } | undefined {
  const first = header[0] ?? 0;
  const type = TYPES[(first >> 4) & 7] ?? "";
  let [size, length, byte] = [first & 15, 1, first];
  for (let factor = 16; byte >= 128 && length < MOST_HEADER_BYTES; factor *= 128) {
    byte = header[length] ?? 0;
    size += (byte & 127) * factor;
    length += 1;
  }
  const isOurs = type !== "" && objectHeader(type, size).equals(header.subarray(0, length));
  return isOurs ? { type, size, length } : undefined;
}

export function blockHeader(length: number, isLast: boolean): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt8(isLast ? 1 : 0, 0);
  header.writeUInt16LE(length, 1);
  header.writeUInt16LE(0xffff - length, 3);
  return header;
}

/** The checksum of zlib, with further bytes behind what had this one; that of nothing is 1. */
export function addToAdler32(checksum: number, bytes: Uint8Array): number {
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

/** As it stands behind the blocks of an object. */
export function checksumBytes(checksum: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(checksum);
  return bytes;
}
