/**
 * Decodes a file's text: UTF-8, UTF-16 by its mark, else Windows-1252, which every byte has a letter in. `undefined` for what
 * holds characters that no text has.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const text = decode(bytes);
  return CONTROLS.test(text) ? undefined : text;
}

const CONTROLS = /[\0-\x08\x0e-\x1a\x1c-\x1f]/;

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
