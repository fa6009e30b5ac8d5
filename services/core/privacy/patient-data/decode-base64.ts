/** Decodes base64 (also its URL form, also broken into lines) to text; `undefined` where it is none, or not text. */
export function decodeBase64(value: string): string | undefined {
  const compact = value
    .replace(/[\s\\]+/g, "")
    .replace(/=+$/, "")
    .replaceAll("-", "+")
    .replaceAll("_", "/");
  if (compact.length < MIN_LENGTH || compact.length % 4 === 1 || !/^[A-Za-z0-9+/]+$/.test(compact)) return undefined;
  const decoded = atob(compact).replaceAll("\0", "");
  return looksLikeText(decoded) ? decoded : undefined;
}

const MIN_LENGTH = 24;
const SAMPLE = 2000;

function looksLikeText(decoded: string): boolean {
  const sample = decoded.slice(0, SAMPLE);
  const readable = sample.replace(/[^\t\n\r\x0b\x1c -~\u00a0-\u00ff]/g, "").length;
  return sample.length > 0 && readable >= sample.length * 0.9;
}
