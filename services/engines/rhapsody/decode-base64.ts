const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/** The bytes that base64 stands for; `undefined` where the text is none. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const compact = text.replaceAll(/\s+/g, "");
  if (compact.length % 4 !== 0 || !BASE64.test(text)) return undefined;
  const binary = atob(compact);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** The text of bytes in UTF-8 that a person can read: no control characters but layout; `undefined` for anything else. */
export function readableText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return UNREADABLE.test(text) ? undefined : text.replaceAll("\r\n", "\n");
  } catch {
    return undefined;
  }
}

const UNREADABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Readable text that stands in base64; `undefined` where there is none. */
export function decodeText(text: string): string | undefined {
  const bytes = text === "" ? undefined : decodeBase64(text);
  return bytes === undefined ? undefined : readableText(bytes);
}
