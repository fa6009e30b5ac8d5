/** The checksum of ZIP and gzip (CRC-32 of ISO 3309), as an unsigned number. */
export function crc32(bytes: Uint8Array): number {
  return addToCrc32(EMPTY_CRC32, bytes);
}

/** The checksum of nothing. */
export const EMPTY_CRC32 = 0;

/** The checksum of what had this one, with further bytes behind it. */
export function addToCrc32(checksum: number, bytes: Uint8Array): number {
  let crc = ~checksum;
  // By index: an iterator over bytes takes ten times as long.
  for (let at = 0; at < bytes.length; at += 1) {
    crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  }
  return ~crc >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});
