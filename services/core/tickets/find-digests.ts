const DIGEST = /(?<![0-9a-z:])sha256:[0-9a-f]{64}(?![0-9a-z])/gi;

/** The digests that stand in a text, in lower case, sorted: all that is ever kept of it. */
export function findDigests(text: string): readonly string[] {
  return [...new Set((text.match(DIGEST) ?? []).map((digest) => digest.toLowerCase()))].sort();
}
