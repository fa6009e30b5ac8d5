/** Reads bytes as UTF-8, or as Latin-1 where they are none: what is no UTF-8 was written byte by byte. Also what was written with two bytes a character. */
export function textOfBytes(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE);
  const isWide = sample.filter((byte) => byte === 0).length > sample.length / 4;
  const plain = isWide ? bytes.filter((byte) => byte !== 0) : bytes;
  try {
    return UTF8.decode(plain);
  } catch {
    return LATIN1.decode(plain);
  }
}

const SAMPLE = 2000;
const UTF8 = new TextDecoder("utf-8", { fatal: true });
const LATIN1 = new TextDecoder("latin1");
