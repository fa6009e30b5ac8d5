import { textOfBytes } from "./text-of-bytes.js";

/** Puts text in the place of base64 (also its URL form, also broken into lines) and of hexadecimal that encode some; others stay. */
export function decodeRuns(text: string): string {
  return text
    .replace(BASE64, (run) => (DIGITS.test(run) ? run : (decode(run, bytesOfBase64) ?? run)))
    .replace(HEXADECIMAL, (run) => decode(run, bytesOfHex) ?? run)
    .replace(TEN_DIGITS, (run) => decodeDigits(run));
}

/** Shorter runs stand everywhere and hold no more than a number. */
const BASE64 =
  /[A-Za-z0-9+/_-]{16,}(?:\s{0,2}(?:\\[rn]){1,4}[A-Za-z0-9+/_-]{4,}|\r?\n[ \t]{0,20}(?:[A-Za-z0-9+/_-]{4,}|[A-Za-z0-9+/_-]{2,3}(?==)))*={0,2}/g;
/** Ten digits and nothing else, which come to fourteen characters. */
const TEN_DIGITS =
  /(?<![A-Za-z0-9+/_-])((?:[MNO][A-Za-z0-9]{3}){3}(?:[MN][AQgw]|O[AQ]))(?:={2}|(?:%3[Dd]){2})?(?![A-Za-z0-9+/_-])/g;
const HEXADECIMAL = /(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}){16,}(?![0-9A-Za-z])/g;
const DIGITS = /^[0-9a-f]+$/;

/** Nearly every run is a digest or a path, and its first characters show that it is no text. */
function decode(run: string, bytesOf: (run: string) => Uint8Array): string | undefined {
  if (run.length > GLANCE * 2 && !isReadable(bytesOf(run.slice(0, GLANCE)), AT_A_GLANCE)) return undefined;
  const bytes = bytesOf(run);
  if (!isReadable(bytes.subarray(0, SAMPLE), READABLE)) return undefined;
  const text = textOfBytes(bytes);
  // so that its first line stands apart from what announces it
  return text.includes("\n") ? `\n${text}\n` : text;
}

function decodeDigits(run: string): string {
  const digits = atob(run.slice(0, 14));
  return /^\d{10}$/.test(digits) ? digits : run;
}

const GLANCE = 32;
const SAMPLE = 2000;
/** Bytes that only look encoded come to less than half. */
const READABLE = 0.85;
const AT_A_GLANCE = 0.6;

function bytesOfBase64(run: string): Uint8Array {
  const compact = run
    .replace(/\\[rn]?|[\s=]+/g, "")
    .replaceAll("-", "+")
    .replaceAll("_", "/");
  // what stands behind without a gap may have been taken for more of it
  const decoded = atob(compact.length % 4 === 1 ? compact.slice(0, -1) : compact);
  const bytes = new Uint8Array(decoded.length);
  for (let at = 0; at < decoded.length; at += 1) bytes[at] = decoded.charCodeAt(at);
  return bytes;
}

function bytesOfHex(run: string): Uint8Array {
  const bytes = new Uint8Array(run.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(run.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

/** Zeros say nothing: a character may have two bytes. */
function isReadable(sample: Uint8Array, share: number): boolean {
  let [plain, zeros] = [0, 0];
  for (const byte of sample) {
    if (byte === 0) zeros += 1;
    else if ((byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13) || byte === 28) plain += 1;
  }
  return plain > 0 && plain >= (sample.length - zeros) * share;
}
