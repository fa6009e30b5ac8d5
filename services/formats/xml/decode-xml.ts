import { malformedXml } from "./malformed-xml.js";

const UTF_8_NAMES = new Set(["utf-8", "utf8", "us-ascii", "ascii"]);

/**
 * Gives a document's text: strict UTF-8, the byte order mark removed, line ends as XML reads them (`&#xd;` stays a reference).
 *
 * @throws LockstepError `export-malformed` for bytes that are not UTF-8, and for raw control characters
 */
export function decodeXml(source: Uint8Array | string, origin: string): string {
  const text = typeof source === "string" ? checkString(source, origin) : decodeUtf8(source, origin);
  const declared = /^<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1];
  if (declared !== undefined && !UTF_8_NAMES.has(declared.toLowerCase())) {
    throw malformedXml(origin, text, 0, "it declares an encoding other than UTF-8");
  }
  const control = text.search(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/);
  if (control >= 0) throw malformedXml(origin, text, control, "it holds a raw control character");
  return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
}

/** A string from elsewhere may hold half a surrogate pair, at which saxes 6 loses its place. */
function checkString(source: string, origin: string): string {
  const half = source.search(/\p{Surrogate}/u);
  if (half >= 0) throw malformedXml(origin, source, half, "it holds half a character");
  return source.replace(/^\ufeff/, "");
}

function decodeUtf8(bytes: Uint8Array, origin: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const readable = new TextDecoder("utf-8").decode(bytes);
    throw malformedXml(origin, readable, readable.indexOf("\ufffd"), "it is not UTF-8");
  }
}
