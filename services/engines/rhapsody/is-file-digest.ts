import type { RawNode } from "#services/core/dialect";

/**
 * Whether a leaf is the digest of a file that is not kept itself, attached to an object or lying beside all of them. Such a file
 * may be a short secret, whose plain digest anyone could test guesses against.
 */
export function isFileDigest({ name, text }: RawNode, ancestors: readonly RawNode[]): boolean {
  const parent = ancestors.at(-1)?.name;
  const isPlace = parent === "files" || (parent === "file" && name === "digest");
  return isPlace && DIGEST_OR_TOKEN.test(text);
}

/** As it is read, and as it was kept. */
const DIGEST_OR_TOKEN = /^(?:sha256:[0-9a-f]{64}(?:, \d+ bytes)?|masked:[\w.-]{1,64}:[0-9a-f]{32})$/;
