/**
 * Reads so many strings in SSH's wire form (RFC 4251: a length of four bytes, then the content); `undefined` where they are not
 * all there, or something follows them.
 */
export function readWireStrings(bytes: Uint8Array, count: number): readonly Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const strings: Uint8Array[] = [];
  let at = 0;
  while (strings.length < count) {
    if (at + 4 > bytes.byteLength) return undefined;
    const end = at + 4 + view.getUint32(at);
    if (end > bytes.byteLength) return undefined;
    strings.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return at === bytes.byteLength ? strings : undefined;
}

/** Writes one string in the same form. */
export function wireString(content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const written = Buffer.alloc(4 + bytes.byteLength);
  written.writeUInt32BE(bytes.byteLength);
  written.set(bytes, 4);
  return written;
}
