import canonicalize from "canonicalize";
import { compareText } from "../text/compare-text.js";
import { digestOf } from "../text/digest.js";

/**
 * The address of several changes together: `sha256:` and 64 hex digits over the canonical JSON (RFC 8785) of their own digests
 * (`changeDigest`), in order and each once. Beside those it tells how many changes were approved, and so which were never made.
 */
export function changeSetDigest(digests: readonly string[]): string {
  const changes = [...new Set(digests)].sort(compareText);
  return digestOf(canonicalize({ v: 1, changes }) ?? "");
}
