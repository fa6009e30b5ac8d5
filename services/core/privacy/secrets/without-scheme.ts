import type { TextSpan } from "../text-span.js";

/** The value without the authorisation scheme before it, which stays readable: `Bearer x` → `x`. */
export function withoutScheme(text: string, value: TextSpan): TextSpan {
  const scheme = SCHEME.exec(text.slice(value.start, Math.min(value.end, value.start + MAX_SCHEME)));
  return scheme === null ? value : { start: value.start + scheme[0].length, end: value.end };
}

const MAX_SCHEME = 40;
const SCHEME = /^\s*(?:Bearer|Basic|Digest|Token|ApiKey|Negotiate|NTLM|SharedKey|AWS4-HMAC-SHA256)\s+/i;
