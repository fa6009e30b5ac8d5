/** How an item of such a list is kept: single bytes, two bytes a character, a whole number. */
const BYTES = 1;
const WIDE = 2;
const NUMBER = 4;

const MAX_NUMBER = 8;

/**
 * Takes apart a list as the engine keeps it: each item behind its length, the two bytes of head counted in, and its type; a length
 * of nought is followed by one of two bytes. `undefined` for any other text: of a list it could not read whole it tells nothing.
 */
export function parseEngineList(text: string): readonly string[] | undefined {
  const items: string[] = [];
  let at = 0;
  while (at < text.length) {
    const isLong = text.charCodeAt(at) === 0;
    const head = isLong ? at + 3 : at + 1;
    const length = isLong ? text.charCodeAt(at + 1) + 256 * text.charCodeAt(at + 2) : text.charCodeAt(at) - 1;
    const end = head + length;
    const item = length === 0 ? "" : decode(text.charCodeAt(head), text.slice(head + 1, end));
    if (!(length >= 0) || end > text.length || item === undefined) return undefined;
    items.push(item);
    at = end;
  }
  return items.length === 0 ? undefined : items;
}

function decode(type: number, bytes: string): string | undefined {
  if (type === BYTES) return bytes;
  const codes = [...bytes].map((byte) => byte.charCodeAt(0));
  if (codes.some((code) => code > 255)) return undefined;
  if (type === NUMBER && codes.length <= MAX_NUMBER)
    return String(codes.reduceRight((sum, code) => sum * 256n + BigInt(code), 0n));
  if (type !== WIDE || codes.length % 2 !== 0) return undefined;
  return new TextDecoder("utf-16le").decode(Uint8Array.from(codes));
}
