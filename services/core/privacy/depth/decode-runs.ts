import { textOfBytes } from "./text-of-bytes.js";

/** Puts text in the place of base64 (also its URL form, also broken into lines) and of hexadecimal that encode some; others stay. */
export function decodeRuns(text: string): string {
  return text
    .replace(BASE64, (run) => textIn(bytesOfBase64(run)) ?? run)
    .replace(HEXADECIMAL, (run) => textIn(bytesOfHex(run)) ?? run);
}

/** Shorter runs stand everywhere and hold no more than a number. */
const BASE64 =
  /[A-Za-z0-9+/_-]{16,}(?:\s{0,2}(?:\\[rn]){1,4}[A-Za-z0-9+/_-]{4,}|\r?\n[ \t]{0,20}(?:[A-Za-z0-9+/_-]{4,}|[A-Za-z0-9+/_-]{2,3}(?==)))*/g;
const HEXADECIMAL = /(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}){16,}(?![0-9A-Za-z])/g;

function bytesOfBase64(run: string): Uint8Array {
  const compact = run
    .replace(/\\[rn]|\s+/g, "")
    .replaceAll("-", "+")
    .replaceAll("_", "/");
  // what stands behind without a gap may have been taken for more of it
  const whole = compact.length % 4 === 1 ? compact.slice(0, -1) : compact;
  return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0));
}

function bytesOfHex(run: string): Uint8Array {
  return Uint8Array.from({ length: run.length / 2 }, (_, at) => Number.parseInt(run.slice(at * 2, at * 2 + 2), 16));
}

function textIn(bytes: Uint8Array): string | undefined {
  if (!isReadable(bytes)) return undefined;
  const text = textOfBytes(bytes);
  // so that its first line stands apart from what announces it
  return text.includes("\n") ? `\n${text}\n` : text;
}

const SAMPLE = 2000;
/** Bytes that only look encoded come to less than half. */
const READABLE = 0.85;

/** Zeros say nothing: a character may have two bytes. */
function isReadable(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE).filter((byte) => byte !== 0);
  return sample.length > 0 && sample.filter(isPlain).length >= sample.length * READABLE;
}

function isPlain(byte: number): boolean {
  return (byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13) || byte === 28;
}
