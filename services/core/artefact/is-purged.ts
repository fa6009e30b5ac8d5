import type { ArtefactFile } from "#schemas/artefact";

/** What stands in a file whose content was purged. */
export const TOMBSTONE =
  "This content was removed by `lockstep ledger purge`; the ledger says when, by whom and why.\n";

/**
 * Says whether content was purged from an artefact as it is stored. What is left of it is no artefact: it has the digest of
 * what stood there, and is compared by that alone.
 */
export function isPurged(files: readonly ArtefactFile[]): boolean {
  return files.some(({ bytes }) => bytes.length === LENGTH && new TextDecoder().decode(bytes) === TOMBSTONE);
}

const LENGTH = new TextEncoder().encode(TOMBSTONE).length;
