const CONTENT_WORDS = /^((?:text of \d+ lines?|present(?: \('.*'\))?), sha256:[0-9a-f]{16})[0-9a-f]{48}$/su;

/** True for what a change says of content that it does not quote: `text of 12 lines, sha256:…`, `present ('Feed'), sha256:…`. */
export function isContentWords(value: string): boolean {
  return CONTENT_WORDS.test(value);
}

/** The same with the first 16 digits of the digest, for people; any other value as it is. */
export function shortContentWords(value: string): string {
  return value.replace(CONTENT_WORDS, "$1");
}
